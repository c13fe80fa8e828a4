import { describe, expect, it } from 'vitest';
import { passOn } from '../../../shared/steps/running/pass-on.ts';
import { queuedJob } from '../../builders/job.ts';
import { workerWorld } from '../../builders/worker.ts';

describe('passing a message on', () => {
  it('sends it anew as it was, to the queue of its lane', async () => {
    const job = queuedJob({ attempt: 3, lane: 'nightly', crashes: 1 });
    const world = workerWorld([job]);

    await passOn({ version: 1, jobId: job.jobId, attempt: 3 }, world);

    expect(world.queue.sent).toEqual([
      {
        lane: 'nightly',
        analysis: job.analysis,
        delayMs: 0,
        message: { version: 1, jobId: job.jobId, attempt: 3, alone: true },
      },
    ]);
  });

  it('drops it where the job has gone on, or is no more', async () => {
    const job = queuedJob({ attempt: 4 });
    const world = workerWorld([job]);

    await passOn({ version: 1, jobId: job.jobId, attempt: 3 }, world);
    await passOn({ version: 1, jobId: 'deleted', attempt: 1 }, world);

    expect(world.queue.sent).toHaveLength(0);
  });
});
