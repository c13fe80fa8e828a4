import { Stack, Validations } from 'aws-cdk-lib';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { type IConstruct } from 'constructs';

/**
 * Tells cdk-nag why a function's policy ends in a wildcard: objects have no names yet when the
 * stack is deployed. Each bucket and prefix is acknowledged by itself; any other wildcard is still
 * a finding.
 */
export function acknowledgeObjectWildcards(
  scope: IConstruct,
  objects: readonly (readonly [bucket: Bucket, pattern: string])[],
): void {
  for (const [bucket, pattern] of objects) {
    const { defaultChild } = bucket.node;
    if (!CfnBucket.isCfnBucket(defaultChild)) throw new TypeError('expected an AWS::S3::Bucket');
    const logicalId = Stack.of(bucket).getLogicalId(defaultChild);
    Validations.of(scope).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${pattern}]`,
      reason: `The function works with every object below ${pattern} of this bucket, and with no other.`,
    });
  }
}
