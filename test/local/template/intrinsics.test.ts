import { describe, expect, it } from 'vitest';
import { IntrinsicResolver } from '../../../local/template/intrinsics.ts';
import { assignPhysicalResources } from '../../../local/template/physical-resources.ts';
import type { StackTemplate } from '../../../local/template/stack-template.ts';

const stack: StackTemplate = {
  name: 'Shop',
  assetPaths: new Map(),
  template: {
    Parameters: { Stage: { Default: 'test' } },
    Mappings: { Sizes: { small: { memory: '128' } } },
    Conditions: {
      IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] },
      IsLive: { 'Fn::Not': [{ Condition: 'IsTest' }] },
    },
    Resources: {
      Orders1234ABCD: { Type: 'AWS::SQS::Queue', Properties: {} },
      Papers: { Type: 'AWS::S3::Bucket', Properties: {} },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
    },
    Outputs: {},
  },
};
const resolver = new IntrinsicResolver(stack, assignPhysicalResources(stack, 'http://127.0.0.1:1'));

describe('resolving what a template refers to', () => {
  it.each([
    [{ Ref: 'Orders1234ABCD' }, 'http://127.0.0.1:1/000000000000/Shop-Orders'],
    [{ 'Fn::GetAtt': ['Orders1234ABCD', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:Shop-Orders'],
    [{ 'Fn::GetAtt': 'Papers.Arn' }, 'arn:aws:s3:::shop-papers'],
    [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam:us-east-1:000000000000:Shop-Role'],
    [{ Ref: 'Stage' }, 'test'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-us-east-1'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
    [
      { 'Fn::Sub': '${AWS::StackName}/${Papers.Arn}/${!Kept}' },
      'Shop/arn:aws:s3:::shop-papers/${Kept}',
    ],
    [{ 'Fn::Sub': ['${X}-${Papers}', { X: { Ref: 'Stage' } }] }, 'test-shop-papers'],
    [{ 'Fn::If': ['IsTest', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, '128'],
    [{ a: { 'Fn::If': ['IsLive', 1, { Ref: 'AWS::NoValue' }] }, b: 2 }, { b: 2 }],
  ])('%j is %j', (value, resolved) => {
    expect(resolver.resolve(value)).toEqual(resolved);
  });

  it.each([
    [{ Ref: 'Nothing' }, /Ref to Nothing/],
    [{ 'Fn::GetAtt': ['Papers', 'Colour'] }, /Papers\.Colour/],
    [{ 'Fn::ImportValue': 'Other' }, /Fn::ImportValue/],
  ])('%j is a failure with a name', (value, message) => {
    expect(() => resolver.resolve(value)).toThrow(message);
  });

  it('what is declared under a condition that does not hold does not exist', () => {
    expect(resolver.holds('IsLive')).toBe(false);
    expect(resolver.holds(undefined)).toBe(true);
  });
});
