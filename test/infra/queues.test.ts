import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const { template } = synthesize({ nowWorkers: 7, nightlyWorkers: '33' });
const queueNames = Object.keys(template.findResources('AWS::SQS::Queue'));

function queueNamed(prefix: string): string {
  const [name, ...others] = queueNames.filter((id) =>
    new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id),
  );
  if (name === undefined || others.length > 0) throw new Error(`not one queue is named ${prefix}`);
  return name;
}

describe('the queues', () => {
  it('are encrypted', () => {
    expect(template).toHaveOnly('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  });

  it.each(queueNames)('refuse requests without TLS (%s)', (name) => {
    expect(template).toHaveResource('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: name }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it.each([
    ['UploadsQueue', 20],
    ['NowQueue', 5],
    ['NightlyQueue', 5],
  ])(
    'give up after so many deliveries and keep what was given up (%s: %i)',
    (prefix, maxReceiveCount) => {
      const queue = template.findResources('AWS::SQS::Queue')[queueNamed(prefix)];

      expect(queue).toMatchObject({
        Properties: {
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': [queueNamed('DeadLetterQueue'), 'Arn'] },
            maxReceiveCount,
          },
          ReceiveMessageWaitTimeSeconds: 20,
          MessageRetentionPeriod: 7 * 24 * 60 * 60,
        },
      });
    },
  );

  it('bear two hours in which intake can do nothing, so that an outage loses no upload', () => {
    const queue = template.findResources('AWS::SQS::Queue')[queueNamed('UploadsQueue')];
    const { VisibilityTimeout: seconds, RedrivePolicy } = queue?.['Properties'] ?? {};

    expect(seconds * RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(2 * 60 * 60);
  });

  it('keep dead letters that nobody can read for a person, for fourteen days', () => {
    const queues = template.findResources('AWS::SQS::Queue');
    const unreadable = queueNamed('DeadLetterQueueUnreadable');

    expect(queues[queueNamed('DeadLetterQueue')]).toMatchObject({
      Properties: {
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': [unreadable, 'Arn'] },
          maxReceiveCount: 5,
        },
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
      },
    });
    expect(queues[unreadable]).toMatchObject({
      Properties: { MessageRetentionPeriod: 14 * 24 * 60 * 60 },
    });
  });

  it.each([
    ['UploadsQueue', 'Intake'],
    ['NowQueue', 'Worker'],
    ['NightlyQueue', 'Worker'],
    ['DeadLetterQueue', 'DeadLetters'],
  ])('hide a message of %s for six times as long as %s may run', (queue, consumer) => {
    const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
    const [, found] = functions.find(([id]) => id.startsWith(`${consumer}Function`)) ?? [];
    const { Timeout: timeoutSeconds } = found?.['Properties'] ?? {};

    expect(template.findResources('AWS::SQS::Queue')[queueNamed(queue)]).toMatchObject({
      Properties: { VisibilityTimeout: 6 * timeoutSeconds },
    });
  });
});

describe('the deliveries', () => {
  it.each([
    ['UploadsQueue', { BatchSize: 10, ScalingConfig: { MaximumConcurrency: 10 } }],
    ['NowQueue', { BatchSize: 5, ScalingConfig: { MaximumConcurrency: 7 } }],
    ['NightlyQueue', { BatchSize: 5, ScalingConfig: { MaximumConcurrency: 33 } }],
  ])('from %s come in batches, so many at once', (queue, limits) => {
    expect(template).toHaveResource('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queueNamed(queue), 'Arn'] },
      ...limits,
    });
  });

  it('are repeated only for the messages that failed', () => {
    expect(template).toHaveOnly('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('are polled for three queues only, because polling an empty queue costs money', () => {
    expect(Object.keys(template.findResources('AWS::Lambda::EventSourceMapping'))).toHaveLength(3);
  });
});
