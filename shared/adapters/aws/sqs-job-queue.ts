import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Lane } from '../../job/lane.ts';
import type { Dispatch, JobQueue } from '../../ports/job-queue.ts';

/**
 * The longest delay of an SQS message, in seconds.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const longestDelaySeconds = 900;

const counts = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'] as const;

/** Sends job messages to the lane's queue; only the lanes whose queue is given can be used. */
export class SqsJobQueue implements JobQueue {
  readonly #client: SQSClient;
  readonly #queueUrls: Partial<Record<Lane, string>>;

  constructor(client: SQSClient, queueUrls: Partial<Record<Lane, string>>) {
    this.#client = client;
    this.#queueUrls = queueUrls;
  }

  async send({ lane, message, analysis, delayMs }: Dispatch): Promise<void> {
    const delaySeconds = Math.min(longestDelaySeconds, Math.ceil(delayMs / 1000));
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#urlOf(lane),
        MessageBody: JSON.stringify(message),
        MessageGroupId: analysis,
        ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
      }),
    );
  }

  async isEmpty(lane: Lane): Promise<boolean> {
    const { Attributes } = await this.#client.send(
      new GetQueueAttributesCommand({ QueueUrl: this.#urlOf(lane), AttributeNames: [...counts] }),
    );
    return counts.every((count) => Number(Attributes?.[count] ?? 0) === 0);
  }

  #urlOf(lane: Lane): string {
    const url = this.#queueUrls[lane];
    if (url === undefined) throw new Error(`this function was given no queue of lane ${lane}`);
    return url;
  }
}
