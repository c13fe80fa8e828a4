import { App, Validations } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { SluiceStack } from './sluice-stack.ts';
import { readStackSettings } from './stack-settings.ts';

export interface SluiceAppProps {
  /** Folder with one bundle per function, as infra/build makes them. */
  readonly bundlesDirectory: string;
  /**
   * Settings by name; values from the command line win over them.
   *
   * @default none
   */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Where the cloud assembly is written.
   *
   * @default the folder that the CDK CLI names
   */
  readonly outdir?: string;
}

/** The stack as it is deployed, under the rules of cdk-nag's AwsSolutions pack. */
export function sluiceApp({ bundlesDirectory, context, ...props }: SluiceAppProps): App {
  // What `cdk init` would copy into cdk.json, taken from the library itself.
  const app = new App({ context: { ...recommendedFlags, ...context }, ...props });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new SluiceStack(app, 'Sluice', {
    settings: readStackSettings(app.node.getAllContext()),
    bundlesDirectory,
  });
  return app;
}
