import { describe, expect, it } from 'vitest';
import { type Breaker, breakerOf, probed } from '../../../shared/extraction/breaker.ts';
import { ModelAccountRefused } from '../../../shared/failure/model-errors.ts';
import type { Job } from '../../../shared/job/job.ts';
import { chooseProbes } from '../../../shared/steps/keeping/choose-probes.ts';
import { modelChoice } from '../../builders/analysis.ts';
import { queuedJob } from '../../builders/job.ts';

const openedAt = new Date('2026-05-04T08:00:00.000Z');
const due = new Date('2026-05-04T09:00:00.000Z');
const opened = openedBreaker();

function openedBreaker(): Breaker {
  const breaker = breakerOf(new ModelAccountRefused('HTTP 403'), modelChoice, openedAt);
  if (breaker === null) throw new Error('no breaker opens');
  return breaker;
}

function held(jobId: string, forbiddenAt?: string): Job {
  const forbiddenBy: Job['forbiddenBy'] =
    forbiddenAt === undefined ? {} : { deepseek: forbiddenAt };
  return queuedJob({ jobId, status: 'HELD', heldBy: ['deepseek'], forbiddenBy });
}

function chosen(jobs: readonly Job[], breaker = opened): string[] {
  return chooseProbes(jobs, [breaker], due).map(({ jobId }) => jobId);
}

describe('the job that tries', () => {
  it('is one that was forbidden no call, wherever in the list it stands', () => {
    const [first, second] = ['2026-05-04T08:00:00.000Z', '2026-05-04T08:10:00.000Z'];

    expect(chosen([held('a', first), held('b', second), held('c')])).toEqual(['c']);
  });

  it('is the one that was forbidden longest ago where all were', () => {
    const [first, second] = ['2026-05-04T08:00:00.000Z', '2026-05-04T08:10:00.000Z'];

    expect(chosen([held('a', second), held('b', first)])).toEqual(['b']);
  });

  it('is not the one that tried last, unless it is alone', () => {
    const tried = probed(opened, 'a', openedAt);

    expect(chosen([held('a'), held('b')], tried)).toEqual(['b']);
    expect(chosen([held('a')], tried)).toEqual(['a']);
  });

  it('is another for each provider that refuses, and none before its time', () => {
    const other = { ...opened, scope: 'openrouter' };
    const heldBy = ['deepseek', 'openrouter'];
    const jobs = ['a', 'b'].map((jobId) => queuedJob({ jobId, status: 'HELD', heldBy }));

    expect(chooseProbes(jobs, [opened, other], due)).toEqual(jobs);
    expect(chooseProbes(jobs, [opened, other], openedAt)).toEqual([]);
  });
});
