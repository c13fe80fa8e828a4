import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startObjectsAndQueues } from '../../../../local/emulators/objects-and-queues.ts';
import { SqsJobQueue } from '../../../../shared/adapters/aws/sqs-job-queue.ts';
import type { Dispatch } from '../../../../shared/ports/job-queue.ts';

const dispatch: Dispatch = {
  lane: 'now',
  message: { version: 1, jobId: 'a'.repeat(32), attempt: 3 },
  analysis: 'meeting-minutes',
  delayMs: 0,
};

/** One emulated queue, which is that of the lane `now`. */
async function startQueue() {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-queue-'));
  const emulated = await startObjectsAndQueues(directory);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: emulated.endpoint, region: 'us-east-1', credentials });
  onTestFinished(async () => {
    sqs.destroy();
    await emulated.stop();
    await rm(directory, { recursive: true });
  });
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'now' }));
  return { sqs, QueueUrl, queue: new SqsJobQueue(sqs, { now: QueueUrl }) };
}

describe('the queue of a lane on SQS', () => {
  it('gets the message of a job in the group of its analysis', async () => {
    const { sqs, QueueUrl, queue } = await startQueue();

    await queue.send(dispatch);

    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'] }),
    );
    expect(Messages).toMatchObject([
      {
        Body: JSON.stringify(dispatch.message),
        Attributes: { MessageGroupId: dispatch.analysis },
      },
    ]);
  });

  it.each([
    [1, 1],
    [1_001, 2],
    [900_000, 900],
    [6 * 3_600_000, 900],
  ])(
    'delays a message that is due in %i ms by %i seconds, as SQS delays none by more than 900',
    async (delayMs, seconds) => {
      const { sqs, QueueUrl, queue } = await startQueue();
      const sent: unknown[] = [];
      sqs.middlewareStack.add((next) => async (args) => {
        sent.push(args.input);
        return next(args);
      });

      await queue.send({ ...dispatch, delayMs });

      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      expect(Attributes?.['ApproximateNumberOfMessagesDelayed']).toBe('1');
      expect(sent[0]).toMatchObject({ DelaySeconds: seconds });
    },
  );

  it('is empty when nothing is visible or delayed in it', async () => {
    const { queue } = await startQueue();
    expect(await queue.isEmpty('now')).toBe(true);

    await queue.send({ ...dispatch, delayMs: 60_000 });

    expect(await queue.isEmpty('now')).toBe(false);
  });

  it('is the only one that can be used where no other was given', async () => {
    const { queue } = await startQueue();

    await expect(queue.send({ ...dispatch, lane: 'nightly' })).rejects.toThrow(
      'this function was given no queue of lane nightly',
    );
  });
});
