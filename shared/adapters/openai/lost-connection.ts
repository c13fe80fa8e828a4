import {
  ModelCallCut,
  type ModelCallDetails,
  type ModelCallError,
  ModelUnavailable,
} from '../../failure/model-errors.ts';

/** What happens before a request can have been sent. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The failure of a call whose connection was never made, or broke. */
export function failureOfConnection(error: unknown, details: ModelCallDetails): ModelCallError {
  const chain = [...causesOf(error)];
  const codes = chain.map((cause) => stringOf(cause, 'code'));
  const code = codes.findLast((found) => found !== null) ?? 'no code';
  const connecting = chain.some((cause) => stringOf(cause, 'syscall') === 'connect');
  if (connecting || codes.some((found) => found !== null && neverConnected.has(found))) {
    return new ModelUnavailable(
      `no connection to the provider (${code}); check OPENAI_BASE_URL and that the server runs`,
      details,
    );
  }
  return new ModelCallCut(`the connection broke before the answer was whole (${code})`, details);
}

/** Whether an error is of the network, and not of what came over it. */
export function isOfConnection(error: unknown): boolean {
  return [...causesOf(error)].some((cause) => stringOf(cause, 'code') !== null);
}

/** Deep enough for the SDK's, fetch's and the socket's error. */
const longestChain = 8;

function* causesOf(error: unknown): Generator {
  let cause = error;
  for (let depth = 0; cause instanceof Error && depth < longestChain; depth += 1) {
    yield cause;
    cause = cause.cause;
  }
}

function stringOf(error: unknown, property: 'code' | 'syscall'): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' && /^[\w-]{1,60}$/.test(value) ? value : null;
}
