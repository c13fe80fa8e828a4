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
}

/** Messages that wait for a function: uploads for intake, jobs of one lane for workers. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { consumerTimeout, deadLetterQueue }: WorkQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: visibilityTimeoutFor(consumerTimeout),
      receiveMessageWaitTime: Duration.seconds(20),
      // A message keeps its age when it becomes a dead letter: half of the 14 days that SQS keeps
      // anything are left for that.
      retentionPeriod: Duration.days(7),
      deadLetterQueue: { queue: deadLetterQueue.queue, maxReceiveCount: 5 },
    });
  }

  /** Lets a function do with the queue what `actions` name, for example `sqs:SendMessage`. */
  allow(...actions: string[]): PolicyStatement {
    return new PolicyStatement({ actions, resources: [this.queue.queueArn] });
  }
}
