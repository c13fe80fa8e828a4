import * as z from 'zod';
import { requestIdInMessage } from './request-id.ts';

/**
 * What a provider says of a failure, reduced to what may be repeated.
 *
 * `message` may quote the document or the key: it is looked at, and never passed on.
 */
export interface ProviderError {
  readonly code: string | null;
  readonly type: string | null;
  readonly message: string;
  /** The status that a body with HTTP 200 gives in its place. */
  readonly status: number | null;
  /** The content was refused, not the account. */
  readonly moderated: boolean;
  /** Where a provider writes its id of the request into its message. */
  readonly requestId: string | null;
}

const errorSchema = z.object({
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  type: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
  status: z.number().nullish().catch(null),
  metadata: z.object({ reasons: z.unknown().optional() }).nullish().catch(null),
});

/** Reads the `error` of a reply, whatever it is; a bare string counts as its message. */
export function readProviderError(raw: unknown): ProviderError {
  const { data } = errorSchema.safeParse(typeof raw === 'string' ? { message: raw } : raw);
  return {
    code: repeatable(data?.code),
    type: repeatable(data?.type),
    message: data?.message ?? '',
    status: [data?.status, Number(data?.code)].find(isStatus) ?? null,
    moderated: data?.metadata?.reasons !== undefined,
    requestId: requestIdInMessage(data?.message ?? ''),
  };
}

/**
 * Codes and types are single words of letters, or short numbers; anything else may be a part of the
 * document or the key.
 */
function repeatable(value: string | number | null | undefined): string | null {
  const text = String(value ?? '');
  return /^[a-z][a-z_.]{0,47}$|^\d{1,5}$/i.test(text) ? text : null;
}

function isStatus(value: number | null | undefined): value is number {
  return Number.isInteger(value) && Number(value) >= 300 && Number(value) <= 599;
}
