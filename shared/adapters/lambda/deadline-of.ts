import type { Context } from 'aws-lambda';

/** When Lambda will stop this invocation. */
export function deadlineOf(context: Pick<Context, 'getRemainingTimeInMillis'>): Date {
  return new Date(Date.now() + context.getRemainingTimeInMillis());
}
