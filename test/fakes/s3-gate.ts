import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** Stands between the functions and S3, and can hold back what a test chooses. */
export interface S3Gate {
  readonly endpoint: string;
  /** Resolves when the first request that is held back has arrived. */
  readonly reached: Promise<void>;
  /** From now on lets everything pass. What was held back stays unanswered. */
  open(): void;
  close(): Promise<void>;
}

/** @param holds whether a request, for example `PUT /bucket/results/…`, is to be held back */
export async function startS3Gate(
  target: () => string,
  holds: (request: string) => boolean,
): Promise<S3Gate> {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  let isOpen = false;
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    if (!isOpen && holds(`${method} ${url}`)) {
      reach();
      return;
    }
    const passed = request(new URL(url, target()), { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    reached,
    open: () => {
      isOpen = true;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
