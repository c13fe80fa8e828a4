import type { ObjectsAndQueues } from '../emulators/objects-and-queues.ts';
import type { BucketNotification } from '../events/bucket-notification.ts';
import type { DeclaredResources } from '../template/declared-resources.ts';
import { bucketSchema } from '../template/emulated-resources.ts';

/** The template's buckets, created. */
export interface CreatedBuckets {
  readonly notifications: readonly BucketNotification[];
  /** Names of those that were not there before. */
  readonly fresh: ReadonlySet<string>;
}

/** Creates the template's buckets and lists what they are to notify. */
export function createBuckets(
  resources: DeclaredResources,
  { objects }: ObjectsAndQueues,
): CreatedBuckets {
  const buckets = resources.ofType(bucketSchema, 'AWS::S3::Bucket');
  const fresh = buckets.map(({ name }) => name).filter((name) => !objects.hasBucket(name));
  for (const name of fresh) objects.createBucket(name);

  const notifications = buckets.flatMap(({ name, properties }) =>
    (properties.NotificationConfiguration?.QueueConfigurations ?? []).map(
      ({ Event, Queue, Filter }) => ({
        bucket: name,
        queueArn: Queue,
        event: Event,
        prefix: ruleOf(Filter?.S3Key.Rules, 'prefix'),
        suffix: ruleOf(Filter?.S3Key.Rules, 'suffix'),
      }),
    ),
  );
  return { notifications, fresh: new Set(fresh) };
}

function ruleOf(rules: readonly { Name: string; Value: string }[] = [], name: string): string {
  return rules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? '';
}
