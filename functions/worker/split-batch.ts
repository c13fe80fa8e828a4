import type { SQSRecord } from 'aws-lambda';
import { jobMessageSchema } from '../../shared/job/job-message.ts';

/** What an invocation does with the messages that it was given. */
export interface SplitBatch {
  /** Messages whose jobs it runs at once. */
  readonly run: readonly SQSRecord[];
  /** Messages that another invocation is to have. */
  readonly passOn: readonly SQSRecord[];
}

/**
 * Where a worker has died in the job of one message, that one is run and all others are passed on:
 * what dies with it is nobody else's job.
 */
export function splitBatch(records: readonly SQSRecord[]): SplitBatch {
  const alone = records.find(({ body }) => isAlone(body));
  if (alone === undefined) return { run: records, passOn: [] };
  return { run: [alone], passOn: records.filter((record) => record !== alone) };
}

/** A message that does not parse fails by itself later. */
function isAlone(body: string): boolean {
  try {
    return jobMessageSchema.parse(JSON.parse(body)).alone === true;
  } catch {
    return false;
  }
}
