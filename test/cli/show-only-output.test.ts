import { describe, expect, it } from 'vitest';
import { isOnlyTold } from '../../cli/run/only-told.ts';
import { showOnlyOutput } from '../../cli/run/show-only-output.ts';
import { resultEnvelope } from './builders.ts';
import { RecordingTerminal } from './recording-terminal.ts';

const envelope = resultEnvelope({ output: { title: 'Board' } });

function printed(...envelopes: (typeof envelope)[]): string {
  const terminal = new RecordingTerminal();
  showOnlyOutput(
    envelopes.map((one) => ({ envelope: one })),
    terminal,
  );
  return terminal.printed.join('\n');
}

describe('the output below the table', () => {
  it('is that of the only document, also where it was named twice', () => {
    expect(printed(envelope, envelope)).toBe('\n{\n  "title": "Board"\n}');
  });

  it('is not there for several documents, or for one that failed', () => {
    expect(printed(envelope, resultEnvelope())).toBe('');
    expect(printed(resultEnvelope({ status: 'FAILED', output: null }))).toBe('');
  });

  it.each([
    [{}, true],
    [{ json: true }, false],
    [{ out: 'results' }, false],
    [{ data: '.sluice' }, false],
    [{ stack: 'Docs' }, false],
  ])('belongs to a run whose results would else be lost, with %j', (options, expected) => {
    expect(isOnlyTold({ json: false, ...options })).toBe(expected);
  });
});
