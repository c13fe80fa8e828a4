import { describe, expect, it } from 'vitest';
import type { Log, LogFields } from '../../../shared/ports/log.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { queuedJob } from '../../builders/job.ts';
import { workerWorld } from '../../builders/worker.ts';
import { silentLog } from '../../fakes/memory-stores.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });

describe('the log of whole answers', () => {
  it('tells the one that was paid for again, when a claim was lost during its call', async () => {
    const lines: LogFields[] = [];
    const log: Log = {
      ...silentLog,
      info: (event, fields = {}) => {
        if (event === 'answer received') lines.push(fields);
      },
    };
    const first = queuedJob();
    const second = queuedJob({
      jobId: 'ffff',
      document: { ...first.document, key: 'inbox/title-only/copy.txt' },
    });
    const run = async (jobId: string): Promise<void> => {
      const startedAt = world.clock.now();
      const endsAt = new Date(startedAt.getTime() + 900_000);
      await processJob({ version: 1, jobId, attempt: 1 }, world, { startedAt, endsAt });
    };
    const losesItsClaim = async (): Promise<typeof goodAnswer> => {
      world.claims.claims.clear();
      await run(second.jobId);
      return goodAnswer;
    };
    const world = { ...workerWorld([first, second], losesItsClaim, goodAnswer), log };

    await world.clock.passUntil(run(first.jobId));

    expect(lines).toMatchObject([
      { jobId: second.jobId, paidAgain: 0 },
      { jobId: first.jobId, paidAgain: 1 },
    ]);
  });
});
