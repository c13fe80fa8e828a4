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

  /** A claim may be open from the moment on when DynamoDB is asked, also where no reply comes. */
  asked(request: ServiceRequest): void {
    const seen = readClaim(request);
    if (seen?.isOpen === true) this.#open.set(keyOf(request, seen), seen);
  }

  /** A claim is settled only when DynamoDB has done it. */
  done(request: ServiceRequest): void {
    const seen = readClaim(request);
    if (seen?.isOpen === false) this.#open.delete(keyOf(request, seen));
  }
}

interface SeenClaim extends CallRecord {
  readonly isOpen: boolean;
}

function keyOf({ processId }: ServiceRequest, { requestHash, call }: CallRecord): string {
  return `${processId} ${requestHash} ${call}`;
}

function readClaim({ service, operation, subject, body }: ServiceRequest): SeenClaim | null {
  if (service !== 'dynamodb' || !subject.startsWith('EXCHANGE#')) return null;
  const written = writtenBy(operation, body);
  return written === null ? null : { requestHash: subject.slice('EXCHANGE#'.length), ...written };
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
