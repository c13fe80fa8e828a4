import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import type { Service, ServiceRequest } from './service-request.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | string;
}

/** What happens to a request on its way to a service, and to the reply on its way back. */
export type Interference =
  /** The service never sees it. */
  | { readonly before: 'refuse'; readonly reply: Reply }
  /** The service never sees it, and nobody answers for so long. */
  | { readonly before: 'ignore'; readonly ms: number }
  /** The process that asks dies, and the service never sees it. */
  | { readonly before: 'kill'; readonly onKilled?: () => void }
  | {
      readonly before: 'pass';
      /** In place of the body that was sent. */
      readonly body?: string;
      /** @default 1 */
      readonly copies?: number;
      /** Whether the reply arrives, gets lost, or finds the process dead. */
      readonly after: 'reply' | 'lose' | 'kill';
      readonly onKilled?: () => void;
    };

/** Nothing. */
export const pass: Interference = { before: 'pass', after: 'reply' };

/** The service is asked for something else: with these properties in the JSON that was sent. */
export function asking(
  { body }: ServiceRequest,
  properties: Readonly<Record<string, unknown>>,
): Interference {
  const sent = z.looseObject({}).parse(JSON.parse(body));
  return { before: 'pass', body: JSON.stringify({ ...sent, ...properties }), after: 'reply' };
}

/** A service that cannot answer just now, with the status that it has for that. */
export function unavailable(service: Service, status: 500 | 503 = 503): Reply {
  if (service !== 's3') {
    const name = status === 500 ? 'InternalServerError' : 'ServiceUnavailable';
    return jsonError(status, name);
  }
  const code = status === 500 ? 'InternalError' : 'ServiceUnavailable';
  return xmlError(status, code);
}

/** A service that asks for patience. */
export function throttled(service: Service): Reply {
  if (service === 's3') return xmlError(503, 'SlowDown');
  return jsonError(
    400,
    service === 'sqs' ? 'ThrottlingException' : 'ProvisionedThroughputExceededException',
  );
}

function jsonError(status: number, name: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: `com.amazonaws#${name}`, message: 'a disaster of the test' }),
  };
}

function xmlError(status: number, code: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>a disaster of the test</Message></Error>`,
  };
}
