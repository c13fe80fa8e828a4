import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { messageHoldMs } from '../../job/lease.ts';

/** A message that a worker's invocation was given. */
export interface HeldMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
}

/** Most entries of one batch request to SQS. */
const batchEntries = 10;

/**
 * Keeps messages invisible a little longer than a lease, so that a worker which dies is followed by another
 * after a minute, although the queue's own visibility is as long as Lambda demands.
 */
export async function holdMessages(
  client: SQSClient,
  queueUrl: string,
  messages: readonly HeldMessage[],
): Promise<void> {
  for (let first = 0; first < messages.length; first += batchEntries) {
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.slice(first, first + batchEntries).map((message, index) => ({
          Id: String(index),
          ReceiptHandle: message.receiptHandle,
          VisibilityTimeout: messageHoldMs / 1000,
        })),
      }),
    );
  }
}
