import { describe, expect, it } from 'vitest';
import { idleDeadlineMs } from '../../shared/adapters/openai/stream-deadlines.ts';
import { thinkingSwitches } from '../../shared/extraction/model-choice.ts';
import { structuredOutputs } from '../../shared/extraction/structured-output.ts';
import { readText, section, tableRows } from './markdown.ts';
import { presetRows, wayRows } from './preset-rows.ts';
import { testExists } from './test-titles.ts';

const page = readText('docs/providers.md');

function firstCells(heading: string): (string | undefined)[] {
  return tableRows(section(page, heading)).map(([cell]) => cell);
}

describe('docs/providers.md', () => {
  it('has the presets as the code has them', () => {
    expect(tableRows(section(page, '### Models and limits'))).toEqual(presetRows());
    expect(tableRows(section(page, '### How they are asked'))).toEqual(wayRows());
  });

  it('has every way to JSON, every switch, and the time for a next token', () => {
    expect(firstCells('## Structured output')).toEqual([...structuredOutputs]);
    expect(firstCells('## Thinking')).toEqual([...thinkingSwitches]);
    expect(section(page, '## Streaming')).toContain(`has ${idleDeadlineMs / 1000} seconds`);
  });
});

describe('the fault menu', () => {
  const menu = tableRows(section(page, '## The fault menu'));

  it.each(menu.map(([fault, , , title]) => ({ fault, title })))(
    'names a test that exists for: $fault',
    ({ title = '' }) => {
      expect(testExists(title)).toBe(true);
    },
  );

  it('knows no test that does not exist', () => {
    expect(testExists('is a test that nobody ever wrote')).toBe(false);
    expect(testExists('')).toBe(false);
  });

  it('has every behaviour of the scripted server, and no other', () => {
    const source = readText('test/fakes/model-behaviours.ts');
    const scripted = [...source.matchAll(/^export function (\w+)/gm)];

    const played = menu.map(([, behaviour]) => behaviour);

    expect(new Set(played)).toEqual(new Set(scripted.map(([, name]) => name)));
    expect(menu.length).toBeGreaterThan(50);
  });
});
