import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { PipelineClients } from './pipeline-clients.ts';

/** Messages that were given up, by queue: those that nobody has looked at yet, and those in work. */
export async function countDeadLetters({
  sqs,
  queueUrl,
}: PipelineClients): Promise<Record<string, number>> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const names = QueueUrls.map((url) => url.split('/').at(-1) ?? '').filter((name) =>
    /dead|unreadable/i.test(name),
  );
  const sibling = queueUrl('UploadsQueueUrl');
  const counts = await Promise.all(
    names.map(async (name) => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: sibling.replace(/[^/]+$/, name),
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(Attributes).reduce((total, count) => total + Number(count), 0);
    }),
  );
  return Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0]));
}
