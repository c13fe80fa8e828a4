import type { ObjectsAndQueues } from '../emulators/objects-and-queues.ts';
import type { DeclaredResources } from '../template/declared-resources.ts';
import { queueSchema } from '../template/emulated-resources.ts';

/** Creates the template's queues; those that are there get the template's present attributes. */
export function createQueues(resources: DeclaredResources, { queues }: ObjectsAndQueues): void {
  for (const { name, arn, reference, properties } of resources.ofType(
    queueSchema,
    'AWS::SQS::Queue',
  )) {
    const { QueueName: _, RedrivePolicy, ...plain } = properties;
    const attributes = Object.fromEntries(
      Object.entries({
        ...plain,
        // An empty policy takes an earlier one away.
        RedrivePolicy: RedrivePolicy === undefined ? '' : JSON.stringify(RedrivePolicy),
      }).filter((attribute): attribute is [string, string] => attribute[1] !== undefined),
    );
    const queue = queues.getQueueByArn(arn) ?? queues.createQueue(name, reference, arn);
    queue.setAttributes(attributes);
  }
}
