import { place } from '../template/place.ts';

/** What S3 knows of an object when it tells that it was created. */
export interface ObjectCreated {
  readonly bucket: string;
  /** As `ObjectCreated:Put`. */
  readonly eventName: string;
  readonly key: string;
  readonly sizeBytes: number;
  /** Without quotes. */
  readonly eTag: string;
  readonly time: Date;
}

/**
 * The event as S3 words it, version 2.1; without a version id, as the local store keeps none.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function objectCreatedEvent(created: ObjectCreated): object {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: place.region,
        eventTime: created.time.toISOString(),
        eventName: created.eventName,
        userIdentity: { principalId: 'AWS:LOCAL' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': 'LOCAL', 'x-amz-id-2': 'local' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'local',
          bucket: {
            name: created.bucket,
            ownerIdentity: { principalId: 'LOCAL' },
            arn: `arn:${place.partition}:s3:::${created.bucket}`,
          },
          object: {
            key: encodeKey(created.key),
            size: created.sizeBytes,
            eTag: created.eTag,
            sequencer: nextSequencer(),
          },
        },
      },
    ],
  };
}

/** Form encoding that leaves slashes alone, as S3 does it. */
function encodeKey(key: string): string {
  return key
    .split('/')
    .map((segment) => new URLSearchParams({ '': segment }).toString().slice(1))
    .join('/');
}

let lastSequence = 0n;

/** Grows with every event of this machine, also across restarts; compared as text. */
function nextSequencer(): string {
  const now = BigInt(Date.now()) * 4096n;
  lastSequence = now > lastSequence ? now : lastSequence + 1n;
  return lastSequence.toString(16).toUpperCase().padStart(16, '0');
}
