import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IConstruct } from 'constructs';
import { type StackSettings } from './stack-settings.ts';

/**
 * Lets a function ask Textract where text recognition is on. Textract's operations know no
 * resources; it reads documents with the function's own rights.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontextract.html
 */
export function allowTextract(
  { textRecognition }: StackSettings,
  ...operations: string[]
): PolicyStatement[] {
  if (textRecognition === 'off') return [];
  const actions = operations.map((operation) => `textract:${operation}`);
  return [new PolicyStatement({ actions, resources: ['*'] })];
}

/** Tells cdk-nag why the policy of such a function names no resource. */
export function acknowledgeTextract(scope: IConstruct, { textRecognition }: StackSettings): void {
  if (textRecognition === 'off') return;
  Validations.of(scope).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'Textract has no resources that a policy could name.',
  });
}
