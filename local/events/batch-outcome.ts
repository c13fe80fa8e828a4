import * as z from 'zod';
import type { InvocationResult } from '../lambda/invocation-result.ts';

const responseSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * The messages of a batch that are to be delivered again, as Lambda reads a function's answer: all
 * of them where the invocation failed or the answer is malformed or names a message that was not
 * there.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedMessages(
  messageIds: readonly string[],
  result: InvocationResult,
  reportsItemFailures: boolean,
): ReadonlySet<string> {
  if (!result.ok) return new Set(messageIds);
  if (!reportsItemFailures || typeof result.payload !== 'object' || result.payload === null) {
    return new Set();
  }
  const response = responseSchema.safeParse(result.payload);
  if (!response.success) return new Set(messageIds);
  const failed = (response.data.batchItemFailures ?? []).map((item) => item.itemIdentifier);
  return failed.every((id) => messageIds.includes(id)) ? new Set(failed) : new Set(messageIds);
}
