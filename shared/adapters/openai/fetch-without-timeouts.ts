import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';

/** A server that does not take a connection in this time is not there, in milliseconds. */
const connectTimeoutMs = 10_000;

/**
 * `fetch` as far as the SDK needs it, without the limits of Node's own: that one gives up when no
 * header came for five minutes, or no byte of a body, while a server of one's own may still be
 * reading a long prompt. How long silence may last is decided where an answer is read.
 *
 * Each call has a connection of its own: one that was kept may be dead by the time it is used, and
 * then nobody knows whether the request was sent. Redirects are not followed.
 */
export async function fetchWithoutTimeouts(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  const isSecure = url.protocol === 'https:';
  const headers = new Headers(init.headers);
  headers.set('connection', 'close');
  const request = (isSecure ? requestHttps : requestHttp)(url, {
    method: init.method ?? 'GET',
    headers: Object.fromEntries(headers),
    ...(init.signal ? { signal: init.signal } : {}),
  });
  request.once('socket', (socket) => limitConnecting(socket, isSecure));
  request.end(typeof init.body === 'string' ? init.body : undefined);
  const responded = once(request, 'response');
  // What happens after the head of the response, the reader of its body hears.
  request.on('error', () => {});
  const [incoming] = await responded;
  return responseOf(incoming);
}

function limitConnecting(socket: Socket, isSecure: boolean): void {
  const timer = setTimeout(() => {
    const details = { code: 'ETIMEDOUT', syscall: 'connect' };
    socket.destroy(Object.assign(new Error('no connection in time'), details));
  }, connectTimeoutMs);
  const stop = (): void => clearTimeout(timer);
  socket.once(isSecure ? 'secureConnect' : 'connect', stop);
  socket.once('close', stop);
}

/** Replies with these statuses have no body. */
const bodiless = new Set([204, 205, 304]);

function responseOf(incoming: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = incoming;
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  if (bodiless.has(status)) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(incoming), { status, headers });
}
