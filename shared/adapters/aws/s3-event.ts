import * as z from 'zod';
import type { Upload } from '../../document/upload.ts';
import { decodeEventKey, isFolderMarker } from '../../document/upload-key.ts';

/**
 * An S3 event notification, as much of it as is needed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
const eventSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventTime: z.iso.datetime(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({
          key: z.string(),
          size: z.number().optional(),
          eTag: z.string().optional(),
          versionId: z.string().optional(),
        }),
      }),
    }),
  ),
});

/** What S3 sends once, when the notification is set up. */
const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });

type S3Object = z.output<typeof eventSchema>['Records'][number]['s3']['object'];

/**
 * The uploads that a message of S3 announces; none for its test event and for folders.
 *
 * @throws {Error} when the text is no S3 event
 */
export function readUploads(body: string): Upload[] {
  const message: unknown = JSON.parse(body);
  if (testEventSchema.safeParse(message).success) return [];

  return eventSchema
    .parse(message)
    .Records.filter(({ eventName }) => eventName.startsWith('ObjectCreated:'))
    .map(({ eventTime, s3: { bucket, object } }) => ({
      document: {
        bucket: bucket.name,
        key: decodeEventKey(object.key),
        ...versionOf(object),
        member: [],
        fanOut: 1,
        sizeBytes: object.size ?? null,
      },
      uploadedAt: new Date(eventTime).toISOString(),
    }))
    .filter(({ document: { key, sizeBytes } }) => !isFolderMarker(key, sizeBytes ?? 1));
}

function versionOf({
  versionId,
  eTag,
}: S3Object): Pick<Upload['document'], 'version' | 'versionKind'> {
  if (versionId !== undefined) return { version: versionId, versionKind: 'versionId' };
  if (eTag !== undefined) return { version: eTag, versionKind: 'eTag' };
  throw new Error('the event names neither version nor ETag of the object');
}
