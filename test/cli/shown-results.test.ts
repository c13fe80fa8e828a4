import { describe, expect, it } from 'vitest';
import { failureNotes } from '../../cli/output/failure-notes.ts';
import { progressText } from '../../cli/output/progress-text.ts';
import { renderSummary } from '../../cli/output/job-summary.ts';
import { documentName, renderResults } from '../../cli/output/result-table.ts';
import { exitCodeOf } from '../../cli/run/exit-code.ts';
import { unknownUsage } from '../../shared/money/token-usage.ts';
import { jobItem, resultEnvelope } from './builders.ts';

const failed = resultEnvelope({
  status: 'FAILED',
  output: null,
  coverage: null,
  error: { code: 'UNSUPPORTED_FORMAT', message: 'the content looks like a PDF', retryable: false },
});

describe('the table of results', () => {
  it('has tokens, cost and seconds in columns', () => {
    const [head, row] = renderResults([resultEnvelope()]).split('\n');

    expect(head?.split(/ {2,}/)).toEqual(
      'document analysis status parts prompt cached completion cost seconds'.split(' '),
    );
    expect(row?.split(/ {2,}/)).toEqual([
      'board.vtt',
      'meeting-minutes',
      'SUCCEEDED',
      '1',
      '1200',
      '0',
      '64',
      '0.00184 USD',
      '1.3',
    ]);
  });

  it('shows what is not known as unknown, never as zero', () => {
    const { usage, timings } = resultEnvelope();
    const unknown = resultEnvelope({
      usage: { ...usage, ...unknownUsage },
      cost: null,
      coverage: null,
      timings: { ...timings, totalMs: null },
    });

    const [, row] = renderResults([unknown]).split('\n');

    expect(row?.split(/ {2,}/).slice(3)).toEqual(['?', '?', '?', '?', '?', '?']);
  });

  it('calls a document by its key where the key has no lane or analysis', () => {
    expect(documentName('inbox/digest/2025/a b.md')).toBe('2025/a b.md');
    expect(documentName('stray.txt')).toBe('stray.txt');
  });
});

describe('what is said of failures', () => {
  it('gives code, message and where to read on', () => {
    expect(failureNotes([resultEnvelope(), failed])).toEqual([
      'board.vtt: FAILED, UNSUPPORTED_FORMAT: the content looks like a PDF',
      '  see docs/errors.md#unsupported_format',
    ]);
  });

  it('names the state of a job that has not ended', () => {
    const held = resultEnvelope({ status: 'HELD', warnings: ['held: budget'] });

    expect(failureNotes([held])).toEqual(['board.vtt: HELD, held: budget']);
  });

  it('turns the exit code to 1 unless every job succeeded', () => {
    expect(exitCodeOf([resultEnvelope()])).toBe(0);
    expect(exitCodeOf([resultEnvelope(), failed])).toBe(1);
    expect(exitCodeOf([resultEnvelope({ status: 'INCOMPLETE' })])).toBe(1);
    expect(exitCodeOf([resultEnvelope({ status: 'RUNNING' })])).toBe(1);
  });
});

describe('a line of progress', () => {
  const upload = {
    bucket: 'documents',
    key: 'inbox/meeting-minutes/board.vtt',
    version: 'v1',
    isVersioned: true,
    sizeBytes: 120,
    startedAt: '2026-05-01T10:00:00.000Z',
  };

  it('says where a document is', () => {
    expect(progressText({ upload, job: undefined })).toBe('board.vtt: uploaded');
    expect(progressText({ upload, job: jobItem({ status: 'RUNNING' }) })).toBe(
      'board.vtt: RUNNING',
    );
  });

  it('says how long an ended job took, and why it failed', () => {
    const job = jobItem({
      status: 'FAILED',
      completedAt: '2026-05-01T10:00:01.200Z',
      error: { code: 'EMPTY_DOCUMENT', message: 'the document has no text', retryable: false },
    });

    expect(progressText({ upload, job })).toBe('board.vtt: FAILED (EMPTY_DOCUMENT) after 1.2 s');
  });
});

describe('one job in full', () => {
  it('has its output below the facts', () => {
    const [facts, output] = renderSummary(resultEnvelope()).split('\n\n');

    expect(facts).toContain('document   documents/inbox/meeting-minutes/board.vtt');
    expect(facts).toContain('tokens     1200 prompt (0 cached), 64 completion');
    expect(JSON.parse(output ?? '')).toEqual({ title: 'Board' });
  });

  it('says until when it waits, where it was put off', () => {
    const notBefore = '2026-05-04T09:00:00.000Z';

    expect(renderSummary(resultEnvelope(), notBefore)).toContain(`waits      until ${notBefore}`);
    expect(renderSummary(resultEnvelope())).not.toContain('waits ');
  });

  it('has the failure instead where there is no output', () => {
    expect(renderSummary(failed)).toMatch(
      /error {6}UNSUPPORTED_FORMAT: the content looks like a PDF$/,
    );
  });
});
