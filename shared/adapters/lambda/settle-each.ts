import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Log } from '../../ports/log.ts';

/**
 * Does `work` on every record at once and names the ones that failed, so that SQS delivers only
 * those again. A record that fails, even before its first `await`, never stops the others.
 */
export async function settleEach(
  records: readonly SQSRecord[],
  log: Log,
  work: (record: SQSRecord) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const outcomes = await Promise.allSettled(records.map(async (record) => work(record)));
  const failed = records.filter(({ messageId }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status !== 'rejected') return false;
    log.error('message failed', outcome.reason, { messageId });
    return true;
  });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
