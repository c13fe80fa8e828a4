import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, vi } from 'vitest';
import * as z from 'zod';
import { sluiceApp } from '../../infra/sluice-app.ts';
import { templateMatchers } from './template-matchers.ts';

expect.extend(templateMatchers);

const functionNames = ['intake', 'worker', 'nightly', 'keeper', 'dead-letters'];

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(z.object({ ruleName: z.string() })),
    }),
  ),
});

export interface Synthesis {
  readonly template: Template;
  /** Ids of all findings of cdk-nag that nobody acknowledged, warnings too. */
  readonly findings: readonly string[];
}

/**
 * Synthesizes the stack as the CDK CLI does, with stand-ins for the bundles.
 *
 * @param change what to do to the app before it is synthesized
 * @throws {Error} that shows the errors among the findings of cdk-nag
 */
export function synthesize(
  context: Readonly<Record<string, unknown>> = {},
  change: (app: App) => void = () => {},
): Synthesis {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-infra-'));
  // The validator that CDK brings takes two seconds, and runs in every `cdk synth`.
  vi.stubEnv('CDK_VALIDATION', 'false');
  try {
    const outdir = join(folder, 'cdk.out');
    const app = sluiceApp({ bundlesDirectory: standInBundles(folder), context, outdir });
    change(app);
    app.synth();
    return {
      template: Template.fromJSON(
        JSON.parse(readFileSync(join(outdir, 'Sluice.template.json'), 'utf8')),
      ),
      findings: findingsIn(readFileSync(join(outdir, 'validation-report.json'), 'utf8')),
    };
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
}

function standInBundles(folder: string): string {
  for (const name of functionNames) {
    mkdirSync(join(folder, 'dist', name), { recursive: true });
    writeFileSync(join(folder, 'dist', name, 'handler.mjs'), `export const handler = '${name}';\n`);
  }
  return join(folder, 'dist');
}

function findingsIn(report: string): readonly string[] {
  const { pluginReports } = reportSchema.parse(JSON.parse(report));
  return pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}
