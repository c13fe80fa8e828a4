import type { ObjectsAndQueues } from '../emulators/objects-and-queues.ts';
import { objectCreatedEvent, type ObjectCreated } from './s3-event.ts';

/** What a bucket tells a queue. */
export interface BucketNotification {
  readonly bucket: string;
  readonly queueArn: string;
  /** As `s3:ObjectCreated:*` or `s3:ObjectCreated:Put`. */
  readonly event: string;
  /** Empty: any key. */
  readonly prefix: string;
  readonly suffix: string;
}

/** Sends S3's events to the queues that the template names. */
export class BucketNotifications {
  readonly #notifications: readonly BucketNotification[];
  readonly #store: ObjectsAndQueues;

  constructor(notifications: readonly BucketNotification[], store: ObjectsAndQueues) {
    this.#notifications = notifications;
    this.#store = store;
  }

  /** Buckets that notify of anything. */
  get buckets(): readonly string[] {
    return [...new Set(this.#notifications.map(({ bucket }) => bucket))];
  }

  /** From now on every object that is written is told. */
  start(): void {
    this.#store.onCreated(({ bucket, kind, object }) => {
      this.tell({
        bucket,
        eventName: `ObjectCreated:${kind}`,
        key: object.key,
        sizeBytes: object.contentLength,
        eTag: object.etag.replaceAll('"', ''),
        time: object.lastModified,
      });
    });
  }

  /** Sends one event to every queue that is to have it. */
  tell(created: ObjectCreated): void {
    for (const { bucket, queueArn, event, prefix, suffix } of this.#notifications) {
      if (
        bucket === created.bucket &&
        matches(event, `s3:${created.eventName}`) &&
        created.key.startsWith(prefix) &&
        created.key.endsWith(suffix)
      ) {
        this.#store.send(queueArn, JSON.stringify(objectCreatedEvent(created)));
      }
    }
  }

  /** S3 sends this once, when a notification is set up. */
  sendTestEvents(buckets: ReadonlySet<string>, time: Date): void {
    for (const { bucket, queueArn } of this.#notifications) {
      if (!buckets.has(bucket)) continue;
      const test = {
        Service: 'Amazon S3',
        Event: 's3:TestEvent',
        Time: time.toISOString(),
        Bucket: bucket,
        RequestId: 'LOCAL',
        HostId: 'local',
      };
      this.#store.send(queueArn, JSON.stringify(test));
    }
  }
}

function matches(pattern: string, event: string): boolean {
  return pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : event === pattern;
}
