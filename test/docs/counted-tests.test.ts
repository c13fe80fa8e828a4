import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from './markdown.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-counted-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: unknown[];
  }[];
}

function lastLineFor(...reports: (Partial<Report> | undefined)[]): { line: string; code: unknown } {
  const paths = reports.map((report, index) => {
    const path = join(folder, `${index}.json`);
    const whole = { numPassedTests: 0, numFailedTests: 0, testResults: [], ...report };
    if (report !== undefined) writeFileSync(path, JSON.stringify(whole));
    return path;
  });
  const script = join(root, '.ci/count-tests.mjs');
  const { stdout, status } = spawnSync(process.execPath, [script, ...paths], { encoding: 'utf8' });
  return { line: stdout, code: status };
}

describe('the last line of CI', () => {
  it('sums all reports', () => {
    expect(lastLineFor({ numPassedTests: 40 }, { numPassedTests: 2 })).toEqual({
      line: '42 passed, 0 failed\n',
      code: 0,
    });
  });

  it('says how many failed, and so does the exit code', () => {
    expect(lastLineFor({ numPassedTests: 40, numFailedTests: 3 })).toEqual({
      line: '40 passed, 3 failed\n',
      code: 1,
    });
  });

  it('counts a run that left no report, and a file that could not be loaded', () => {
    const unloadable = { testResults: [{ status: 'failed', assertionResults: [] }] };

    expect(lastLineFor(undefined)).toEqual({ line: '0 passed, 1 failed\n', code: 1 });
    expect(lastLineFor(unloadable)).toEqual({ line: '0 passed, 1 failed\n', code: 1 });
  });
});
