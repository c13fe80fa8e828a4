import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { jobTableIndexes } from '../../shared/job/job-table.ts';
import type { S3Store, StoredObject } from '../emulators/fauxqs-internals.ts';
import type { DeclaredResources } from '../template/declared-resources.ts';
import { tableSchema } from '../template/emulated-resources.ts';
import type { BucketNotifications } from './bucket-notification.ts';

const jobSchema = z.object({
  documentId: z.string(),
  document: z.object({ version: z.string() }).optional(),
});

/** Whom to ask and to tell about uploads that no job came of. */
export interface MissedUploads {
  readonly resources: DeclaredResources;
  readonly objects: S3Store;
  readonly dynamodb: DynamoDBClient;
  readonly notifications: BucketNotifications;
}

/**
 * Tells again of every object that no job is known of. An event lives in memory between the write
 * of the object and the message, so that a crash in between would lose an upload; S3 loses none.
 * An event too many does no harm: the same upload is the same job.
 */
export async function tellMissedUploads(missed: MissedUploads): Promise<void> {
  const stored = missed.notifications.buckets.flatMap((bucket) =>
    [...objectsOf(missed.objects, bucket)].map((object) => ({ bucket, object })),
  );
  const table = jobTableName(missed.resources);
  if (stored.length === 0 || table === undefined) return;

  const known = await knownVersions(table, missed.dynamodb);
  for (const { bucket, object } of stored) {
    const eTag = object.etag.replaceAll('"', '');
    if (known.get(`${bucket}/${object.key}`)?.has(eTag) === true) continue;
    missed.notifications.tell({
      bucket,
      eventName: `ObjectCreated:${eTag.includes('-') ? 'CompleteMultipartUpload' : 'Put'}`,
      key: object.key,
      sizeBytes: object.contentLength,
      eTag,
      time: object.lastModified,
    });
  }
}

/** The table that has the jobs' index by document. */
function jobTableName(resources: DeclaredResources): string | undefined {
  const { indexName } = jobTableIndexes.byDocument;
  return resources
    .ofType(tableSchema, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .find(({ properties }) =>
      properties.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === indexName),
    )?.name;
}

/** ETags by document id, of every document that has a job. */
async function knownVersions(
  table: string,
  dynamodb: DynamoDBClient,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { indexName } = jobTableIndexes.byDocument;
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(dynamodb) },
    { TableName: table, IndexName: indexName },
  );
  const versions = new Map<string, Set<string>>();
  for await (const { Items } of pages) {
    for (const { documentId, document } of z.array(jobSchema).parse(Items ?? [])) {
      const ofDocument = versions.get(documentId) ?? new Set();
      if (document !== undefined) ofDocument.add(document.version.replaceAll('"', ''));
      versions.set(documentId, ofDocument);
    }
  }
  return versions;
}

function* objectsOf(objects: S3Store, bucket: string): Generator<StoredObject> {
  let startAfter: string | undefined;
  do {
    const page = objects.listObjects(bucket, startAfter === undefined ? {} : { startAfter });
    yield* page.objects;
    startAfter = page.isTruncated ? page.objects.at(-1)?.key : undefined;
  } while (startAfter !== undefined);
}
