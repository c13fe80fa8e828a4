import * as z from 'zod';
import type { CallRecord } from './book-records.ts';
import type { ServiceRequest } from './service-request.ts';

const flag = z.object({ BOOL: z.boolean() });
const number = z.object({ N: z.coerce.number() });

/** A claim that is put, or what of it is changed, as DynamoDB is told. */
const putSchema = z.object({
  Item: z.object({ open: flag, current: z.object({ M: z.object({ call: number }) }) }),
});
const changeSchema = z.object({
  ExpressionAttributeValues: z.object({ ':open': flag, ':call': number }),
});

/** Sees which process opens the claim of which call, and whether the same process settles it. */
export class ClaimWatch {
  readonly #open = new Map<string, CallRecord>();

  /** Calls whose claim was never settled by who opened it. */
  get leftOpen(): readonly CallRecord[] {
    return [...this.#open.values()];
  }

  /** Takes note of a request that DynamoDB gets. */
  see({ service, operation, subject, processId, body }: ServiceRequest): void {
    if (service !== 'dynamodb' || !subject.startsWith('EXCHANGE#')) return;
    const written = writtenBy(operation, body);
    if (written === null) return;
    const requestHash = subject.slice('EXCHANGE#'.length);
    const key = `${processId} ${requestHash} ${written.call}`;
    if (written.isOpen) this.#open.set(key, { requestHash, call: written.call });
    else this.#open.delete(key);
  }
}

/** `null` where whether the claim is open stays as it was. */
function writtenBy(
  operation: string,
  body: string,
): { readonly call: number; readonly isOpen: boolean } | null {
  const json: unknown = JSON.parse(body);
  if (operation === 'PutItem') {
    const { Item } = putSchema.parse(json);
    return { call: Item.current.M.call.N, isOpen: Item.open.BOOL };
  }
  const changed = operation === 'UpdateItem' ? changeSchema.safeParse(json).data : undefined;
  if (changed === undefined) return null;
  const { ':open': open, ':call': call } = changed.ExpressionAttributeValues;
  return { call: call.N, isOpen: open.BOOL };
}
