import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { program } from '../../cli/program.ts';
import { query } from '../../cli/sql/query.ts';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { RecordingTerminal } from '../cli/recording-terminal.ts';
import { fencedBlocks, readText, root, section, tableRows } from './markdown.ts';
import { evaluateExample } from './readme-example.ts';
import { commandUses, mentionedOptions, optionNames, queriesIn } from './readme-commands.ts';
import { deploymentSettingNames, variableNames } from './setting-names.ts';

const page = readText('README.md');
const sluice = program({
  terminal: new RecordingTerminal(),
  exitWith: () => {},
  version: '0.0.0',
});
const commands = new Map(sluice.commands.map((command) => [command.name(), command]));

describe('the README', () => {
  it.each(commandUses(page))('names only what the command line has: $text', ({ name, options }) => {
    const command = commands.get(name);

    expect(command?.name()).toBe(name);
    expect(optionNames(command)).toEqual(expect.arrayContaining([...options]));
  });

  it('lists every command', () => {
    const listed = new Set(commandUses(section(page, '## Commands')).map(({ name }) => name));

    expect([...listed].toSorted()).toEqual([...commands.keys()].toSorted());
  });

  it('mentions no option that no command has', () => {
    const known = [...commands.values()].flatMap((command) => optionNames(command));

    expect(known).toEqual(expect.arrayContaining(mentionedOptions(page)));
    expect(mentionedOptions(page)).toContain('--stack');
  });

  it('names only scripts that npm can run', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readText('package.json')));

    const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);

    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
    expect(named).toContain('demo');
  });

  it('names only settings that are read', () => {
    const named = [...page.matchAll(/`?((?:SLUICE|OPENAI)_[A-Z_]+)\b/g)].map(([, name]) => name);
    const deployed = [...page.matchAll(/-c (\w+)=/g)].map(([, name]) => name);
    const listed = tableRows(section(page, '## Your documents, your model'));

    expect(variableNames()).toEqual(expect.arrayContaining(named));
    expect(deploymentSettingNames()).toEqual(expect.arrayContaining(deployed));
    expect(new Set(listed.map(([name]) => name))).toEqual(
      new Set(
        variableNames().filter((name) => /^(SLUICE|OPENAI)_/.test(name) && name !== 'SLUICE_DEBUG'),
      ),
    );
  });

  it('shows a table of documents that are shipped', () => {
    const [table = ''] = fencedBlocks(section(page, '## Try it'), '');
    const documents = [...table.matchAll(/^(\S+\.\w+) +meeting-minutes/gm)].map(([, name]) => name);

    const missing = documents.filter((name) => !existsSync(`${root}/examples/transcripts/${name}`));

    expect(missing).toEqual([]);
    expect(documents.length).toBeGreaterThan(2);
  });

  it('has an example of an analysis that works as it stands', async () => {
    const [, path = ''] = /This is `([^`]+)`/.exec(page) ?? [];
    const [source = ''] = fencedBlocks(page, 'ts');

    const { analysis, output } = await evaluateExample(path, source);

    expect(page).toContain(`--analysis ${analysis.name}`);
    expect(analysis.schema.parse(output)).toEqual(output);
  });

  it('has queries that DuckDB answers', async () => {
    const [, path = ''] = /This is `([^`]+)`/.exec(page) ?? [];
    const { analysis } = await evaluateExample(path, fencedBlocks(page, 'ts')[0] ?? '');
    const folder = await mkdtemp(join(tmpdir(), 'sluice-readme-'));
    try {
      for (const name of ['results', 'ledger']) {
        await mkdir(join(folder, name));
        await writeFile(join(folder, name, 'empty.json'), '');
      }
      // Somebody may have followed the page, and the catalogue has it already.
      const analyses = new Map([...catalogue, [analysis.name, analysis]]).values().toArray();

      for (const sql of queriesIn(page)) {
        expect(await Array.fromAsync(query(sql, { folder, analyses }))).toEqual([]);
      }
      expect(queriesIn(page).length).toBeGreaterThan(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
