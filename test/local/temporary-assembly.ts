import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Parts of a template and the code of its functions, by the name of the asset. */
export interface AssemblyParts {
  readonly resources: Readonly<Record<string, object>>;
  readonly outputs?: Readonly<Record<string, object>>;
  /** ES module text of each function. */
  readonly handlers?: Readonly<Record<string, string>>;
}

/** A new directory that goes when the test is over. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-test-'));
  onTestFinished(async () => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes a cloud assembly of one stack as the CDK command line would. */
export async function writeAssembly(parts: AssemblyParts): Promise<string> {
  const directory = await temporaryDirectory();
  const handlers = Object.entries(parts.handlers ?? {});
  await Promise.all(
    handlers.map(async ([asset, code]) => {
      await mkdir(join(directory, `asset.${asset}`));
      await writeFile(join(directory, `asset.${asset}`, 'index.mjs'), code);
    }),
  );
  const files = handlers.map(([asset]) => [asset, { source: { path: `asset.${asset}` } }]);
  const template = { Resources: parts.resources, Outputs: parts.outputs ?? {} };
  await writeFile(
    join(directory, 'Test.assets.json'),
    JSON.stringify({ files: Object.fromEntries(files) }),
  );
  await writeFile(join(directory, 'Test.template.json'), JSON.stringify(template));
  return directory;
}

/** A function whose code is the asset of that name. */
export function lambdaFunction(asset: string, properties: object = {}): object {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 10,
      Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${asset}.zip` },
      ...properties,
    },
  };
}

/** A mapping from a queue to a function, by their logical ids. */
export function mapping(queue: string, target: string, properties: object = {}): object {
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      FunctionName: { Ref: target },
      ...properties,
    },
  };
}

/** The URL of a package, for handlers that lie outside of this project. */
export function packageUrl(name: string): string {
  return JSON.stringify(import.meta.resolve(name));
}
