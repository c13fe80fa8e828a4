import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createDynalite } from './dynalite-with-returned-items.ts';
import { endpointOf } from './endpoint.ts';

/** The emulated DynamoDB. */
export interface Tables {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts DynamoDB with what `directory` holds. */
export async function startTables(directory: string): Promise<Tables> {
  const server = createDynalite({
    path: join(directory, 'tables'),
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
  });
  const underWay = new Set<ServerResponse>();
  server.on('request', (_request, response: ServerResponse) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: endpointOf(server),
    async stop() {
      // A request that finds the database closed would end the whole process.
      await Promise.all([...underWay].map(async (response) => once(response, 'close')));
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error instanceof Error ? reject(error) : resolve()));
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
