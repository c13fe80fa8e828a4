import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { runPipeline } from '../running-pipeline.ts';

const flood = 2_000;
const messagesPerRequest = 10;

async function sendFlood(sqs: SQSClient, QueueUrl: string | undefined): Promise<void> {
  for (let first = 0; first < flood; first += messagesPerRequest) {
    const Entries = Array.from({ length: messagesPerRequest }, (_, index) => ({
      Id: String(index),
      MessageBody: `flood ${first + index}`,
      MessageGroupId: 'flood',
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

async function receiveBatch(sqs: SQSClient, QueueUrl: string | undefined): Promise<string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 5 }),
  );
  return Messages.map(({ Body }) => Body ?? '');
}

describe('a flood of two thousand jobs of one analysis', () => {
  it('does not delay the single job of another beyond the next batch that any worker takes', async () => {
    const { sqs, outputs } = await runPipeline({
      resources: { Jobs: { Type: 'AWS::SQS::Queue' } },
      outputs: { Jobs: { Value: { Ref: 'Jobs' } } },
    });
    const QueueUrl = outputs['Jobs'];
    await sendFlood(sqs, QueueUrl);
    // Every worker is busy: five batches of five are in flight.
    for (let worker = 0; worker < 5; worker += 1) await receiveBatch(sqs, QueueUrl);

    const quiet = { MessageBody: 'the single one', MessageGroupId: 'quiet' };
    await sqs.send(new SendMessageCommand({ QueueUrl, ...quiet }));
    const next = await receiveBatch(sqs, QueueUrl);

    expect(next[0]).toBe('the single one');
    expect(next).toHaveLength(5);
  });
});
