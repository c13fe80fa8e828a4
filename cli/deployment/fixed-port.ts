import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { CommandError } from '../command-error.ts';
import type { EmbeddedDeployment } from './open-local.ts';

/**
 * The same deployment, its S3 and SQS also reachable on a port that stays the same from one start
 * to the next: the emulator itself takes any free one.
 *
 * @throws {CommandError} when the port is taken; the deployment is stopped then
 */
export async function withFixedPort(
  deployment: EmbeddedDeployment,
  port: number,
): Promise<EmbeddedDeployment> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => forward(client, deployment.endpoints.s3, sockets));
  try {
    await listen(server, port);
  } catch (error) {
    await deployment.stop();
    throw new CommandError(`cannot listen on port ${port}: ${String(error)}`, { cause: error });
  }
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    ...deployment,
    endpoints: { ...deployment.endpoints, s3: endpoint, sqs: endpoint },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await deployment.stop();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

function forward(client: Socket, endpoint: string, sockets: Set<Socket>): void {
  const { hostname, port } = new URL(endpoint);
  const target = connect(Number(port), hostname);
  client.pipe(target);
  target.pipe(client);
  for (const [socket, other] of [
    [client, target],
    [target, client],
  ] as const) {
    sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  }
}
