import { describe, expect, it } from 'vitest';
import { keepJobs } from '../../../shared/steps/keeping/keep-jobs.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { sendJob } from '../../../shared/steps/running/send-job.ts';
import { queuedJob } from '../../builders/job.ts';
import { workerWorld } from '../../builders/worker.ts';
import { DeliveringQueue } from '../../fakes/delivering-queue.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';

const minuteMs = 60_000;

async function findQuestion(): Promise<never> {
  throw new TypeError('a defect');
}

/** Hours until a job has failed that every worker stumbles over before it takes it, in a lane without others. */
async function hoursUntilFailed(): Promise<number> {
  const job = queuedJob();
  const world = workerWorld([job]);
  const { clock, jobs } = world;
  clock.turns = 2;
  const queue = new DeliveringQueue(clock);
  const ports = { ...world, queue, findQuestion, batches: new MemoryBatchTable(), stepJobs: 100 };
  const beginning = clock.now().getTime();
  await sendJob(job, queue);
  for (let minute = 0; minute < 48 * 60; minute += 1) {
    queue.deliverDue((message) => {
      const startedAt = clock.now();
      const endsAt = new Date(startedAt.getTime() + 15 * minuteMs);
      return processJob(message, ports, { startedAt, endsAt });
    });
    await clock.advance(minuteMs / 2);
    await keepJobs(ports);
    await clock.advance(minuteMs / 2);
    if (jobs.jobs.get(job.jobId)?.error?.code === 'WORKER_CRASHED') break;
  }
  return (clock.now().getTime() - beginning) / (60 * minuteMs);
}

describe('a job that no worker can take, in a queue that has no other', () => {
  it('fails after a day, although each message of it is replaced before it is given up', async () => {
    const hours = await hoursUntilFailed();

    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThan(25);
  });
});
