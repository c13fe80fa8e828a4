import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type DeadLetterQueue } from './dead-letter-queue.ts';
import { visibilityTimeoutFor } from './visibility-timeout.ts';

export interface WorkQueueProps {
  /** Longest time the consuming function may run. */
  readonly consumerTimeout: Duration;
  /** Where messages go that the function could not handle. */
  readonly deadLetterQueue: DeadLetterQueue;
  /**
   * For how long a message may fail before it is given up: as many deliveries as the visibility timeout
   * fits into it.
   *
   * @default five deliveries, however soon they follow one another
   */
  readonly outlasted?: Duration;
}

/** Messages that wait for a function: uploads for intake, jobs of one lane for workers. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    { consumerTimeout, deadLetterQueue, outlasted }: WorkQueueProps,
  ) {
    super(scope, id);
    const visibilityTimeout = visibilityTimeoutFor(consumerTimeout);
    const maxReceiveCount =
      outlasted === undefined
        ? 5
        : Math.ceil(outlasted.toSeconds() / visibilityTimeout.toSeconds());
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout,
      receiveMessageWaitTime: Duration.seconds(20),
      // A message keeps its age when it becomes a dead letter: half of the 14 days that SQS keeps
      // anything are left for that.
      retentionPeriod: Duration.days(7),
      deadLetterQueue: { queue: deadLetterQueue.queue, maxReceiveCount },
    });
  }

  /** Lets a function do with the queue what `actions` name, for example `sqs:SendMessage`. */
  allow(...actions: string[]): PolicyStatement {
    return new PolicyStatement({ actions, resources: [this.queue.queueArn] });
  }
}
