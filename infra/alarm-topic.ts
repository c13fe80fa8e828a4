import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  /** Address that alarms are sent to; `undefined`: nobody yet. */
  readonly email: string | undefined;
}

/** What an alarm watches, and the article of docs/runbook.md that says what to do. */
export interface AlarmProps {
  /** Heading of the article, as it is in a link: `unreadable-letters`. */
  readonly article: string;
  /** One sentence on what has happened. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** The alarm goes off above this value. */
  readonly above: number;
  /**
   * How many periods of the metric in a row have to be above it.
   *
   * @default 1
   */
  readonly periods?: number;
}

/** Where alarms go: operators subscribe to it. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { email }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    // A topic with a policy of its own loses the default one, which let alarms publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
  }

  /** Adds an alarm to the construct that owns what is watched. */
  watch(owner: Construct, { article, meaning, metric, above, periods = 1 }: AlarmProps): void {
    const id = article.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
    const alarm = new Alarm(owner, `${id}Alarm`, {
      alarmDescription: `${meaning} What to do: docs/runbook.md#${article}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      // Queues and functions that nobody uses send no metrics.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
