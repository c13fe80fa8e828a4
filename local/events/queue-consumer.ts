import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { readMessage, type ReceivedMessage } from './sqs-event.ts';

/** SQS's own limit for every batch operation. */
const messagesPerRequest = 10;

/** SQS's own limit for one wait. */
const longestWaitSeconds = 20;

/** Takes messages from a queue in batches of a wanted size, and settles them. */
export class QueueConsumer {
  readonly #sqs: SQSClient;
  readonly #queueUrl: string;
  readonly queueArn: string;

  constructor(sqs: SQSClient, queue: { readonly url: string; readonly arn: string }) {
    this.#sqs = sqs;
    this.#queueUrl = queue.url;
    this.queueArn = queue.arn;
  }

  /**
   * Waits for a message, then gathers more until the batch is full or the window has passed.
   *
   * @returns nothing where no message came within a wait
   */
  async receiveBatch(
    batch: { readonly size: number; readonly windowSeconds: number },
    signal: AbortSignal,
  ): Promise<ReceivedMessage[]> {
    const messages = await this.#receive(batch.size, { waitSeconds: longestWaitSeconds, signal });
    if (messages.length === 0) return messages;

    const windowEnd = Date.now() + batch.windowSeconds * 1000;
    while (messages.length < batch.size) {
      const remainingSeconds = Math.ceil((windowEnd - Date.now()) / 1000);
      const waitSeconds = Math.min(longestWaitSeconds, Math.max(0, remainingSeconds));
      // Without a window only a large batch takes a second request, for what is there already.
      if (waitSeconds === 0 && messages.length % messagesPerRequest !== 0) break;
      const more = await this.#receive(batch.size - messages.length, { waitSeconds, signal });
      messages.push(...more);
      if (more.length === 0 && waitSeconds === 0) break;
    }
    return messages;
  }

  async delete(messages: readonly ReceivedMessage[]): Promise<void> {
    for (const entries of entriesOf(messages)) {
      await this.#sqs.send(
        new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries: entries }),
      );
    }
  }

  /** Gives messages back, to be received again at once. */
  async release(messages: readonly ReceivedMessage[]): Promise<void> {
    for (const entries of entriesOf(messages)) {
      await this.#sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: this.#queueUrl,
          Entries: entries.map(({ Id, ReceiptHandle }) => ({
            Id,
            ReceiptHandle,
            VisibilityTimeout: 0,
          })),
        }),
      );
    }
  }

  async #receive(
    count: number,
    { waitSeconds, signal }: { readonly waitSeconds: number; readonly signal: AbortSignal },
  ): Promise<ReceivedMessage[]> {
    const { Messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#queueUrl,
        MaxNumberOfMessages: Math.min(messagesPerRequest, count),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: signal },
    );
    return Messages.map((message) => readMessage(message, this.queueArn));
  }
}

function* entriesOf(
  messages: readonly ReceivedMessage[],
): Generator<{ Id: string; ReceiptHandle: string }[]> {
  for (let start = 0; start < messages.length; start += messagesPerRequest) {
    yield messages
      .slice(start, start + messagesPerRequest)
      .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
  }
}
