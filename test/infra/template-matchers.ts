import { type Template } from 'aws-cdk-lib/assertions';

interface TemplateMatchers<Received> {
  /** Some resource of the type has these properties, and perhaps others. */
  toHaveResource(type: string, properties: object): Received;
  /** Some resource of the type has these attributes: `Properties`, `DependsOn` and so on. */
  toHaveWholeResource(type: string, attributes: object): Received;
  /** There are resources of the type, and each has these properties. */
  toHaveOnly(type: string, properties: object): Received;
  /** There are resources of the type, and each has these attributes. */
  toHaveOnlyWhole(type: string, attributes: object): Received;
}

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- how vitest takes new matchers
  interface Matchers<R> extends TemplateMatchers<R> {}
}

interface Outcome {
  readonly pass: boolean;
  readonly message: () => string;
}

function outcomeOf(assert: () => void): Outcome {
  try {
    assert();
    return { pass: true, message: () => 'the template has such a resource' };
  } catch (error) {
    return { pass: false, message: () => String(error) };
  }
}

/** CDK's assertions as matchers of `expect`. */
export const templateMatchers = {
  toHaveResource: (template: Template, type: string, properties: object): Outcome =>
    outcomeOf(() => template.hasResourceProperties(type, properties)),
  toHaveWholeResource: (template: Template, type: string, attributes: object): Outcome =>
    outcomeOf(() => template.hasResource(type, attributes)),
  toHaveOnly: (template: Template, type: string, properties: object): Outcome =>
    outcomeOf(() => template.allResourcesProperties(type, properties)),
  toHaveOnlyWhole: (template: Template, type: string, attributes: object): Outcome =>
    outcomeOf(() => template.allResources(type, attributes)),
};
