import { globSync } from 'node:fs';
import { readText, root } from './markdown.ts';

/** Every environment variable that a schema of shared/settings reads, from the sources' text. */
export function variableNames(): string[] {
  const names = globSync('shared/settings/*.ts', { cwd: root }).flatMap((file) =>
    [...readText(file).matchAll(/^ {2,4}([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name),
  );
  return [...new Set(names)].toSorted();
}

/** Every setting of a deployment, from the text of its schema. */
export function deploymentSettingNames(): string[] {
  const [, schema = ''] = readText('infra/stack-settings.ts').split('z.strictObject({');
  const [body = ''] = schema.split(/^\}\);$/m);
  return [...body.matchAll(/^ {2}(\w+): /gm)].map(([, name = '']) => name).toSorted();
}
