import * as z from 'zod';
import { arnOf, place } from './place.ts';
import type { Resource, StackTemplate } from './stack-template.ts';

/** What `Ref` and `Fn::GetAtt` of a resource stand for. */
export interface PhysicalResource {
  /** The name that its service knows it by. */
  readonly name: string;
  readonly arn: string;
  readonly reference: string;
  /** `undefined` where the resource has no such attribute here. */
  attribute(name: string): string | undefined;
}

/**
 * Gives every resource its name and ARN before anything is created, so that neither the order of
 * creation nor circles among the references matter.
 *
 * @param queueEndpoint URL that queue URLs begin with
 */
export function assignPhysicalResources(
  stack: StackTemplate,
  queueEndpoint: string,
): ReadonlyMap<string, PhysicalResource> {
  const ids = Object.keys(stack.template.Resources);
  const readable = ids.map(withoutHash);
  return new Map(
    Object.entries(stack.template.Resources).map(([id, resource]) => {
      const short = withoutHash(id);
      const unique = readable.filter((other) => other === short).length === 1 ? short : id;
      return [id, physicalResource(resource, `${stack.name}-${unique}`, queueEndpoint)];
    }),
  );
}

/** A logical id as a person wrote it: CDK appends eight hex digits of the construct's path. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/(?<=.)[0-9A-F]{8}$/, '');
}

function physicalResource(
  { Type, Properties }: Resource,
  defaultName: string,
  queueEndpoint: string,
): PhysicalResource {
  const named = (property: string, suffix = ''): string =>
    z.string().safeParse(Properties[property]).data ?? `${defaultName}${suffix}`;
  switch (Type) {
    case 'AWS::S3::Bucket': {
      const name = named('BucketName')
        .toLowerCase()
        .replaceAll(/[^a-z0-9.-]/g, '')
        .slice(0, 63);
      return resourceWith(name, arnOf('s3', name));
    }
    case 'AWS::SQS::Queue': {
      const name = named('QueueName', Properties['FifoQueue'] === true ? '.fifo' : '');
      const url = `${queueEndpoint}/${place.account}/${name}`;
      return resourceWith(name, arnOf('sqs', name), {
        reference: url,
        attributes: { QueueName: name, QueueUrl: url },
      });
    }
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable': {
      const name = named('TableName');
      return resourceWith(name, arnOf('dynamodb', `table/${name}`));
    }
    case 'AWS::Lambda::Function': {
      const name = named('FunctionName');
      return resourceWith(name, arnOf('lambda', `function:${name}`));
    }
    case 'AWS::Scheduler::Schedule': {
      const name = named('Name');
      return resourceWith(name, arnOf('scheduler', `schedule/default/${name}`));
    }
    case 'AWS::SecretsManager::Secret': {
      const name = named('Name');
      const arn = arnOf('secretsmanager', `secret:${name}`);
      return resourceWith(name, arn, { reference: arn, attributes: { Id: arn } });
    }
    default: {
      const service = Type.split('::')[1]?.toLowerCase() ?? 'custom';
      const resource = resourceWith(defaultName, arnOf(service, defaultName));
      // Nothing here is emulated, so that any name that cannot be mistaken for a real one will do.
      return {
        ...resource,
        attribute: (name) => resource.attribute(name) ?? `${defaultName}.${name}`,
      };
    }
  }
}

function resourceWith(
  name: string,
  arn: string,
  other: { reference?: string; attributes?: Readonly<Record<string, string>> } = {},
): PhysicalResource {
  const attributes: Readonly<Record<string, string>> = { Arn: arn, ...other.attributes };
  return {
    name,
    arn,
    reference: other.reference ?? name,
    attribute: (attribute) => attributes[attribute],
  };
}
