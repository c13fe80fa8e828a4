import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmTopic } from './alarm-topic.ts';
import { visibilityTimeoutFor } from './visibility-timeout.ts';

export interface DeadLetterQueueProps {
  /** Longest time the function that drains it may run. */
  readonly consumerTimeout: Duration;
  readonly alarmTopic: AlarmTopic;
}

/**
 * The dead letters of every work queue, and behind them the unreadable ones: those that even the
 * function for dead letters could not handle. A person looks at these.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { consumerTimeout, alarmTopic }: DeadLetterQueueProps) {
    super(scope, id);
    const common: QueueProps = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest that SQS keeps a message.
      retentionPeriod: Duration.days(14),
    };
    const unreadable = new Queue(this, 'Unreadable', common);
    this.queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: visibilityTimeoutFor(consumerTimeout),
      deadLetterQueue: { queue: unreadable, maxReceiveCount: 5 },
    });
    const period = Duration.minutes(5);
    alarmTopic.watch(this, {
      article: 'unreadable-letters',
      meaning: 'A message could not even be handled as a dead letter.',
      metric: unreadable.metricApproximateNumberOfMessagesVisible({ period, statistic: 'max' }),
      above: 0,
    });
    alarmTopic.watch(this, {
      article: 'dead-letters',
      meaning: 'A message was given up after its last delivery had failed.',
      // SQS does not count moves to a dead-letter queue as sent, and none stays visible for long:
      // what was received from it is what arrived.
      metric: this.queue.metricNumberOfMessagesReceived({ period, statistic: 'sum' }),
      above: 0,
    });
  }

  /** Lets a function do with the queue what `actions` name. */
  allow(...actions: string[]): PolicyStatement {
    return new PolicyStatement({ actions, resources: [this.queue.queueArn] });
  }
}
