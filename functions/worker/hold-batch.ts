import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { holdMessages } from '../../shared/adapters/aws/sqs-message-hold.ts';

/** Keeps the messages of a batch, which all come from one of the two lanes' queues. */
export async function holdBatch(
  records: readonly SQSRecord[],
  sqs: SQSClient,
  queues: { readonly NOW_QUEUE_URL: string; readonly NIGHTLY_QUEUE_URL: string },
): Promise<void> {
  const queueName = records[0]?.eventSourceARN.split(':').at(-1);
  const queueUrl = [queues.NOW_QUEUE_URL, queues.NIGHTLY_QUEUE_URL].find(
    (url) => url.split('/').at(-1) === queueName,
  );
  if (queueUrl === undefined) throw new Error('the batch comes from none of the job queues');
  await holdMessages(sqs, queueUrl, records);
}
