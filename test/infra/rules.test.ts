import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

function addOpenBucket(): void {
  synthesize({}, (app) => new Bucket(Stack.of(app.node.findChild('Sluice')), 'Open'));
}

describe('the rules of AwsSolutions', () => {
  it('find nothing that is not acknowledged', () => {
    const { findings } = synthesize();

    expect(findings).toEqual([]);
  });

  it('stop a bucket that can be read without TLS', () => {
    expect(addOpenBucket).toThrow('AwsSolutions-S10');
  });
});
