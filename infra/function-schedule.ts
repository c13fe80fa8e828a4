import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Function } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export interface FunctionScheduleProps {
  readonly target: Function;
  /** As EventBridge Scheduler writes it: `rate(1 minute)`, `cron(0 22 * * ? *)`. */
  readonly expression: string;
  /**
   * IANA name of the zone of a cron expression.
   *
   * @default UTC
   */
  readonly timeZone?: string;
  /** How often an invocation that Lambda did not accept is tried again. */
  readonly maximumRetries: number;
}

/** Invokes a function at set times, with the time it was meant for as input. */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, props: FunctionScheduleProps) {
    super(scope, id);
    const { target, expression, timeZone = 'UTC', maximumRetries } = props;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        Invoke: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [target.functionArn],
            }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Resource', {
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        // The scheduler puts the time in place of its own keyword.
        input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: maximumRetries },
      },
    });
  }
}
