import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { jobTableIndexes, listAttributes } from '../../shared/job/job-table.ts';
import { synthesize } from './synthesize.ts';

const { template } = synthesize({ exchangeRetentionDays: 90, documentVersionRetentionDays: '14' });
const bucketNames = Object.keys(template.findResources('AWS::S3::Bucket'));

describe('the buckets', () => {
  it('are encrypted, closed to the public and owned by the account', () => {
    expect(template).toHaveOnly('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(bucketNames).toHaveLength(2);
  });

  it.each(bucketNames)('refuse requests without TLS (%s)', (name) => {
    expect(template).toHaveResource('AWS::S3::BucketPolicy', {
      Bucket: { Ref: name },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it('never stay with the parts of an upload that was given up', () => {
    expect(template).toHaveOnly('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            Status: 'Enabled',
          }),
        ]),
      },
    });
  });

  it('keep every version of a document for as long as the setting says', () => {
    expect(template).toHaveResource('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            NoncurrentVersionExpiration: { NoncurrentDays: 14 },
            Status: 'Enabled',
          },
          { ExpiredObjectDeleteMarker: true, Status: 'Enabled' },
        ],
      },
    });
  });

  it('forget exchanges and recognized texts, and nothing else, when the setting says', () => {
    expect(template).toHaveResource('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' },
          { Prefix: 'exchanges/', ExpirationInDays: 90, Status: 'Enabled' },
          { Prefix: 'texts/', ExpirationInDays: 90, Status: 'Enabled' },
        ],
      },
    });
  });

  it('forget documents, results and ledger only where a setting says when', () => {
    const forgetful = synthesize({
      documentRetentionDays: '365',
      resultRetentionDays: 730,
      ledgerRetentionDays: 3650,
    }).template;

    expect(forgetful).toHaveResource('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          { Prefix: 'results/', ExpirationInDays: 730, Status: 'Enabled' },
          { Prefix: 'ledger/', ExpirationInDays: 3650, Status: 'Enabled' },
        ]),
      },
    });
    expect(forgetful).toHaveResource('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 365 })]),
      },
    });
  });

  it('announce every upload, whatever its key', () => {
    const policies = Object.keys(template.findResources('AWS::SQS::QueuePolicy'));

    expect(template).toHaveWholeResource('AWS::S3::Bucket', {
      Properties: {
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: 's3:ObjectCreated:*',
              Queue: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadsQueue'), 'Arn'] },
              Filter: Match.absent(),
            },
          ],
        },
      },
      DependsOn: policies.filter((id) => id.startsWith('UploadsQueue')),
    });
  });

  it('let no other account announce uploads', () => {
    expect(template).toHaveResource('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 's3.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});

describe('the job table', () => {
  it('is paid by the request, recoverable, and forgets what has expired', () => {
    expect(template).toHaveResource('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it.each([
    [{}, '400'],
    [{ jobRetentionDays: '0' }, '0'],
  ])('forgets jobs that have ended when the setting says (%j)', (settings, days) => {
    const { template: told } = synthesize(settings);
    const functions = Object.values(told.findResources('AWS::Lambda::Function'));
    const values = functions.map(
      ({ Properties }) => Properties.Environment.Variables.JOB_RETENTION_DAYS,
    );

    expect(values.filter((value) => value !== undefined)).toEqual([days, days, days, days]);
  });

  it.each(Object.values(jobTableIndexes))(
    'has the index $indexName with all that lists show',
    ({ indexName, partitionKey, sortKey }) => {
      const keys = new Set<string>([partitionKey, sortKey]);

      expect(template).toHaveResource('AWS::DynamoDB::Table', {
        GlobalSecondaryIndexes: Match.arrayWith([
          {
            IndexName: indexName,
            KeySchema: [
              { AttributeName: partitionKey, KeyType: 'HASH' },
              { AttributeName: sortKey, KeyType: 'RANGE' },
            ],
            Projection: {
              ProjectionType: 'INCLUDE',
              NonKeyAttributes: listAttributes.filter((name) => !keys.has(name)),
            },
          },
        ]),
      });
    },
  );

  it('stays within the attributes that DynamoDB lets indexes name', () => {
    const projected = Object.values(jobTableIndexes).map(({ partitionKey, sortKey }) => {
      const keys = new Set<string>([partitionKey, sortKey]);
      return listAttributes.filter((name) => !keys.has(name)).length;
    });

    expect(Math.max(...projected)).toBeLessThanOrEqual(20);
    expect(projected.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(100);
  });
});

describe('deleting the stack', () => {
  const stateful = [
    'AWS::S3::Bucket',
    'AWS::DynamoDB::Table',
    'AWS::SecretsManager::Secret',
    'AWS::Logs::LogGroup',
  ];

  it.each(stateful)('keeps what people would miss (%s)', (type) => {
    expect(template).toHaveOnlyWhole(type, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('protects the table from being deleted by hand', () => {
    expect(template).toHaveResource('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
  });

  it('leaves nothing behind of a stack that is meant to be thrown away', () => {
    const throwaway = synthesize({ removal: 'destroy' }).template;

    for (const type of stateful)
      expect(throwaway).toHaveOnlyWhole(type, { DeletionPolicy: 'Delete' });
    expect(throwaway).toHaveResource('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
  });
});
