import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { runPipeline } from '../running-pipeline.ts';

it('a quiet group is served before the rest of a noisy one', async () => {
  const { sqs, outputs } = await runPipeline({
    resources: { Jobs: { Type: 'AWS::SQS::Queue' } },
    outputs: { Jobs: { Value: { Ref: 'Jobs' } } },
  });
  const QueueUrl = outputs['Jobs'];
  const sent = ['noisy 1', 'noisy 2', 'noisy 3', 'quiet 1'];
  for (const MessageBody of sent) {
    const MessageGroupId = MessageBody.split(' ')[0];
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId }));
  }

  const received: (string | undefined)[] = [];
  for (const _ of sent) {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    received.push(Messages?.[0]?.Body);
  }

  expect(received).toEqual(['noisy 1', 'quiet 1', 'noisy 2', 'noisy 3']);
});
