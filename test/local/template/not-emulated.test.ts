import { expect, it } from 'vitest';
import { listNotEmulated } from '../../../local/template/not-emulated.ts';

const alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: {} };

it('names what it cannot imitate, and passes over what means nothing on one machine', () => {
  const names = listNotEmulated({
    Parameters: {},
    Mappings: {},
    Conditions: {},
    Outputs: {},
    Resources: {
      Documents1234ABCD: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketEncryption: {},
          VersioningConfiguration: { Status: 'Enabled' },
          NotificationConfiguration: { EventBridgeConfiguration: {}, QueueConfigurations: [] },
        },
      },
      Worker: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: 'assets', S3Key: 'a.zip' },
          Environment: { Variables: { ANYTHING: 'is read' } },
          Layers: ['arn'],
        },
      },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      One: alarm,
      Other: alarm,
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    },
  });

  expect(names).toEqual([
    'Documents.NotificationConfiguration.EventBridgeConfiguration',
    'Documents.VersioningConfiguration',
    'Worker.Layers',
    'AWS::CloudWatch::Alarm ×2',
    'AWS::SNS::Topic',
  ]);
});
