import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeBrokenAnalyses } from '../../cli/broken-analyses.ts';
import { writeCatalogue } from '../../infra/build/write-catalogue.ts';
import { root } from '../docs/markdown.ts';

const defineAnalysis = pathToFileURL(join(root, 'shared/analysis/define-analysis.ts')).href;
const zod = pathToFileURL(join(root, 'node_modules/zod/index.js')).href;

function analysisNamed(name: string, example = "{ title: 'a' }"): string {
  return `import { defineAnalysis } from '${defineAnalysis}';
import * as z from '${zod}';
export const analysis = defineAnalysis({
  name: '${name}', description: 'd', instructions: 'i',
  schema: z.object({ title: z.string() }), example: ${example},
});
`;
}

/** What the command line says where built-in/ holds these files. */
async function linesFor(files: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const builtIn = join(folder, 'shared/analysis/built-in');
  await mkdir(builtIn, { recursive: true });
  for (const [name, source] of Object.entries(files)) await writeFile(join(builtIn, name), source);
  const error: unknown = await writeCatalogue(folder).then(
    () => 'nothing',
    (failure: unknown) => failure,
  );
  return describeBrokenAnalyses(folder, error);
}

describe('an analysis that cannot be used', () => {
  it('is named with its line, when its name cannot be one', async () => {
    expect(
      await linesFor({ 'good.ts': analysisNamed('good'), 'bad.ts': analysisNamed('Bad') }),
    ).toEqual([
      expect.stringMatching(
        /^shared\/analysis\/built-in\/bad\.ts:3: analysis name "Bad" does not match /,
      ),
    ]);
  });

  it('is named, when it is no TypeScript', async () => {
    expect(
      await linesFor({ 'broken.ts': 'export const analysis = {\n  a: 1\n  b: 2,\n};\n' }),
    ).toEqual([expect.stringMatching(/^shared\/analysis\/built-in\/broken\.ts(:\d+)?: \S.+$/)]);
  });

  it('says where its example does not fit its schema', async () => {
    expect(await linesFor({ 'example.ts': analysisNamed('example', '{ title: 1 }') })).toEqual([
      expect.stringMatching(
        /example\.ts:3: the example does not fit the schema: title: .*expected string/,
      ),
    ]);
  });

  it.each([
    [
      'shares its name with another',
      { 'one.ts': analysisNamed('same'), 'two.ts': analysisNamed('same') },
      'shared/analysis/built-in: one.ts and two.ts both define the analysis "same"',
    ],
    [
      'lies in a file of a name that cannot be imported',
      { 'Two_Words.ts': analysisNamed('words') },
      'shared/analysis/built-in: Two_Words.ts is not named in lower-case words with hyphens, like meeting-minutes.ts',
    ],
    [
      'is not exported',
      { 'nothing.ts': 'export const other = 1;' },
      'shared/analysis/built-in: nothing.ts exports no `analysis` made with defineAnalysis',
    ],
  ])('is named, when it %s', async (_, files, line) => {
    expect(await linesFor(files)).toEqual([line]);
  });
});
