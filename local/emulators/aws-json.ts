import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { endpointOf } from './endpoint.ts';

/** A server of one of AWS's JSON services, in this process. */
export interface JsonService {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Lets a server listen on this machine alone. */
export async function listenLocally(server: Server): Promise<JsonService> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: endpointOf(server),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers as AWS's JSON 1.1 protocol does. */
export function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}

/** Refuses with an error that the SDKs know by its type. */
export function refuse(response: ServerResponse, type: string, message: string): void {
  response.setHeader('x-amzn-ErrorType', type);
  answerJson(response, 400, { __type: type, message });
}
