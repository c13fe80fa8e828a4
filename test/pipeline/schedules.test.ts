import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { DynamoBatchTable } from '../../shared/adapters/aws/dynamo-batch-table.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import type { Job } from '../../shared/job/job.ts';
import { release } from '../../shared/job/moves.ts';
import { newJob } from '../../shared/job/new-job.ts';
import { SteppedScheduleClock } from '../../local/schedule-clock.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { deploy, type Deployed, hasEnded } from './deployed.ts';

function jobsOf({ dynamodb, outputs }: Deployed): DynamoJobTable {
  return new DynamoJobTable(tableOf(dynamodb, outputs['JobTableName'] ?? ''));
}

function batchesOf({ dynamodb, outputs }: Deployed): DynamoBatchTable {
  return new DynamoBatchTable(tableOf(dynamodb, outputs['JobTableName'] ?? ''));
}

async function sendDeadLetter(jobId: string, { sqs, outputs }: Deployed): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: outputs['DeadLetterQueueUrl'],
      MessageBody: JSON.stringify({ version: 1, jobId, attempt: 1 }),
    }),
  );
}

/** The job of a document that was uploaded for the night. */
async function waitingJob(deployed: Deployed): Promise<Job> {
  await deployed.upload('nightly/document-digest/one.md', '# One\n\nFirst text.\n');
  const [waiting] = await deployed.jobsWhen(1, ({ status }) => status === 'WAITING');
  if (waiting === undefined) throw new Error('there is no job');
  return waiting;
}

describe('the schedules of the template', () => {
  it('release at night what waited by day', async () => {
    await using server = await startFakeModelServer({ respond: () => digestAnswer });
    const clock = new SteppedScheduleClock(new Date('2026-05-04T21:59:30Z'));
    const deployed = await deploy(server.baseUrl, { clock });
    await deployed.upload('nightly/document-digest/one.md', '# One\n\nFirst text.\n');
    await deployed.upload('nightly/document-digest/two.md', '# Two\n\nSecond text.\n');
    await deployed.jobsWhen(2, ({ status }) => status === 'WAITING');

    clock.advanceTo(new Date('2026-05-04T22:00:01Z'));
    const jobs = await deployed.jobsWhen(2, hasEnded);

    expect(jobs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(new Set(jobs.map(({ batchId }) => batchId))).toEqual(new Set(['night-2026-05-04']));
  });

  it('go on with a night whose release has died', async () => {
    await using server = await startFakeModelServer({ script: [digestAnswer] });
    const clock = new SteppedScheduleClock(new Date('2026-05-04T12:00:00Z'));
    const deployed = await deploy(server.baseUrl, { clock });
    await waitingJob(deployed);
    const batchId = 'night-2026-05-03';
    const until = new Date(Date.now() - 1_000).toISOString();
    await batchesOf(deployed).take({ batchId, owner: 'a dead release', now: until, until });

    const kept = await deployed.invokeSchedule('Keeper');
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(kept).toMatchObject({ ok: true, payload: { queued: 1 } });
    expect(job).toMatchObject({ status: 'SUCCEEDED', batchId });
  });

  it('bring the job of a dead worker back to its queue', async () => {
    await using server = await startFakeModelServer({ script: [digestAnswer] });
    const clock = new SteppedScheduleClock(new Date('2026-05-04T12:00:00Z'));
    const deployed = await deploy(server.baseUrl, { clock });
    const waiting = await waitingJob(deployed);
    const past = new Date(Date.now() - 1_000).toISOString();
    await jobsOf(deployed).move(waiting.jobId, {
      expect: { status: ['WAITING'] },
      change: { status: 'RUNNING', owner: 'a dead worker', leaseUntil: past, changedAt: past },
    });

    const kept = await deployed.invokeSchedule('Keeper');
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(kept).toMatchObject({ ok: true, payload: { queued: 1 } });
    expect(job).toMatchObject({ status: 'SUCCEEDED', attempt: 2 });
  });

  it('bring the job of a dead letter back to its queue', async () => {
    await using server = await startFakeModelServer({ script: [digestAnswer] });
    const clock = new SteppedScheduleClock(new Date('2026-05-04T12:00:00Z'));
    const deployed = await deploy(server.baseUrl, { clock });
    const waiting = await waitingJob(deployed);
    await jobsOf(deployed).move(waiting.jobId, release(waiting, 'night-2026-05-03', new Date()));
    await sendDeadLetter(waiting.jobId, deployed);

    await deployed.invokeSchedule('DeadLetters');
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(job).toMatchObject({ status: 'SUCCEEDED', attempt: 2 });
  });

  it('end the job of a dead letter that three workers died in before', async () => {
    await using server = await startFakeModelServer({ script: [] });
    const clock = new SteppedScheduleClock(new Date('2026-05-04T12:00:00Z'));
    const deployed = await deploy(server.baseUrl, { clock });
    const job = newJob({
      document: {
        bucket: 'b',
        key: 'k',
        version: 'v',
        versionKind: 'eTag',
        member: [],
        fanOut: 1,
        sizeBytes: 1,
      },
      analysis: 'document-digest',
      revision: '00000000',
      lane: 'now',
      uploadedAt: '2026-05-04T11:00:00.000Z',
      status: 'QUEUED',
      now: new Date('2026-05-04T11:00:00.000Z'),
    });
    await jobsOf(deployed).create({ ...job, crashes: 3 });
    await sendDeadLetter(job.jobId, deployed);

    await deployed.invokeSchedule('DeadLetters');
    const [buried] = await deployed.jobsWhen(1, hasEnded);

    expect(buried).toMatchObject({ status: 'FAILED', error: { code: 'WORKER_CRASHED' } });
    expect((buried && (await deployed.resultOf(buried)))?.cost).toBeNull();
  });
});
