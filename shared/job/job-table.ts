/**
 * The job table's keys and indexes: infra declares them, adapters/aws writes them.
 *
 * An index's attribute is written only on items that the index is to show. Shards end in the first
 * hex digit of the job id, so that one status or analysis never is one hot partition.
 */
export const jobTableKeys = { partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expiresAt' } as const;

/** The sixteen shards of every sharded index. */
export const shards = '0123456789abcdef'.split('');

/** Under which the index by status shows the breakers that are open. */
export const openBreakersShard = 'BREAKER';

/** Under which it shows the limits on calls. */
export const callLimitsShard = 'LIMIT';

/** Under which it shows the batches that are not finished. */
export const unfinishedBatchesShard = 'BATCH';

/** Top-level attributes that lists show, projected into every index. */
export const listAttributes = [
  'jobId',
  'analysis',
  'revision',
  'lane',
  'status',
  'attempt',
  'document',
  'uploadedAt',
  'changedAt',
  'queuedAt',
  'startedAt',
  'completedAt',
  'leaseUntil',
  'notBefore',
  'heldAt',
  'heldUntil',
  'heldReason',
  'batchId',
  'usage',
  'cost',
  'error',
] as const;

/** All string attributes. */
export const jobTableIndexes = {
  /**
   * `<status>#<shard>` by time of the last change; SUCCEEDED is not in it. Open breakers, limits on
   * calls and unfinished batches are.
   */
  byStatus: { indexName: 'byStatus', partitionKey: 'statusShard', sortKey: 'changedAt' },
  /** `<analysis>#<date>#<shard>` by time of the upload. */
  byAnalysis: { indexName: 'byAnalysis', partitionKey: 'analysisDateShard', sortKey: 'uploadedAt' },
  /** `<batchId>#<shard>` by job. */
  byBatch: { indexName: 'byBatch', partitionKey: 'batchShard', sortKey: 'jobId' },
  /** `<bucket>/<key>` by time of the upload. */
  byDocument: { indexName: 'byDocument', partitionKey: 'documentId', sortKey: 'uploadedAt' },
} as const;
