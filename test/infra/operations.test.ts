import { readFile } from 'node:fs/promises';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';

const { template } = synthesize({ alarmEmail: 'operators@example.com' });

const alarmSchema = z.object({ Properties: z.object({ AlarmDescription: z.string() }) });
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  (alarm) => alarmSchema.parse(alarm).Properties.AlarmDescription,
);

/** A filter of a function's log that makes a metric. */
function metric(
  log: string,
  [MetricName, FilterPattern, MetricValue]: readonly [string, string, string],
): object {
  return {
    FilterPattern,
    LogGroupName: { Ref: Match.stringLikeRegexp(`^${log}`) },
    MetricTransformations: [{ MetricName, MetricValue }],
  };
}

describe('the alarms', () => {
  it('each have one article in the runbook, and the runbook has no other', async () => {
    const runbook = await readFile(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);

    const articles = headings.map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
    const named = alarms.map((text) => /docs\/runbook\.md#([\w-]+)$/.exec(text)?.[1] ?? text);

    expect(articles.toSorted()).toEqual(named.toSorted());
    expect(named.length).toBeGreaterThan(3);
  });

  it('watch no more than the ten metrics that CloudWatch watches for nothing', () => {
    const metricsSchema = z.object({
      Properties: z.object({
        Metrics: z.array(z.object({ MetricStat: z.object({}).optional() })).optional(),
      }),
    });
    const metrics = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
      (alarm) =>
        metricsSchema
          .parse(alarm)
          .Properties.Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1,
    );

    expect(alarms.length).toBeLessThanOrEqual(8);
    expect(metrics.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(10);
  });

  it('count what functions say of held, unanswered and failed jobs, of providers that refuse and of money in their logs', () => {
    expect(template).toHaveResource(
      'AWS::Logs::MetricFilter',
      metric('KeeperLog', [
        'JobsHeldAndBreakersOpen',
        '{ $.message.event = "jobs held or breakers open" }',
        '$.message.heldAndOpen',
      ]),
    );
    expect(template).toHaveResource(
      'AWS::Logs::MetricFilter',
      metric('KeeperLog', [
        'JobsHeldAndBreakersOpen',
        '{ $.message.event = "jobs unanswered" }',
        '$.message.unanswered',
      ]),
    );
    expect(template).toHaveResource(
      'AWS::Logs::MetricFilter',
      metric('WorkerLog', [
        'JobsFailed',
        '{ $.message.event = "job ended" && $.message.status = "FAILED" }',
        '1',
      ]),
    );
    expect(template).toHaveResource(
      'AWS::Logs::MetricFilter',
      metric('WorkerLog', [
        'AnswersPaidAgain',
        '{ $.message.event = "answer received" }',
        '$.message.paidAgain',
      ]),
    );
  });

  it('reach the address of the settings', () => {
    expect(template).toHaveOnly('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmTopic') }],
      TreatMissingData: 'notBreaching',
    });
    expect(template).toHaveResource('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operators@example.com',
    });
  });

  it('may publish, and only over TLS', () => {
    expect(template).toHaveResource('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
  });

  it('go to nobody where no address is set', () => {
    expect(Object.keys(synthesize().template.findResources('AWS::SNS::Subscription'))).toHaveLength(
      0,
    );
  });
});

describe('the outputs', () => {
  it('have the names by which the command line finds a deployment', () => {
    expect(Object.keys(template.toJSON()['Outputs']).toSorted()).toEqual([
      'DeadLetterQueueUrl',
      'DocumentsBucketName',
      'IntakeFunctionName',
      'JobRetentionDays',
      'JobTableName',
      'ModelApiKeySecretArn',
      'NightlyFunctionName',
      'NightlyQueueUrl',
      'NowQueueUrl',
      'Region',
      'ResultsBucketName',
      'UploadsQueueUrl',
      'WorkerFunctionName',
    ]);
  });

  it.each([
    ['AWS::S3::Bucket', 'BucketName'],
    ['AWS::SQS::Queue', 'QueueName'],
    ['AWS::DynamoDB::Table', 'TableName'],
    ['AWS::Lambda::Function', 'FunctionName'],
    ['AWS::IAM::Role', 'RoleName'],
    ['AWS::CloudWatch::Alarm', 'AlarmName'],
  ])('find resources that CloudFormation named (%s)', (type, property) => {
    expect(template).toHaveOnly(type, { [property]: Match.absent() });
  });
});
