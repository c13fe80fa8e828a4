import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { endpointOf } from '../../local/emulators/endpoint.ts';
import { type Interference, type Reply, unavailable } from './interference.ts';
import { readServiceRequest, type Service, type ServiceRequest } from './service-request.ts';

export type Endpoints = Readonly<Record<Service, string>>;

/** Something stands between the functions and each emulated service. */
export interface Gates extends AsyncDisposable {
  /** Where the functions are to look for the services. */
  readonly endpoints: Endpoints;
  /** Opens the way to a pipeline that runs; `null` while none does. */
  leadTo(endpoints: Endpoints | null): void;
}

export interface GatesOptions {
  /** What happens to a request. */
  readonly decide: (request: ServiceRequest) => Interference;
  /** Told of each request that a service has done, and of its reply, whoever hears of it. */
  readonly onDone: (request: ServiceRequest, reply: Reply) => void;
}

const services = ['s3', 'sqs', 'dynamodb'] as const;

/** Starts them on 127.0.0.1, one port a service. */
export async function startGates(options: GatesOptions): Promise<Gates> {
  let target: Endpoints | null = null;
  let opened = Promise.withResolvers<Endpoints>();
  const agent = new Agent({ keepAlive: true });
  const servers = await Promise.all(services.map((service) => listen(service)));
  const [s3, sqs, dynamodb] = servers.map(endpointOf);
  if (s3 === undefined || sqs === undefined || dynamodb === undefined)
    throw new Error('a gate is missing');

  return {
    endpoints: { s3, sqs, dynamodb },
    leadTo: (endpoints) => {
      target = endpoints;
      if (endpoints === null) opened = Promise.withResolvers();
      else opened.resolve(endpoints);
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(
        servers.map(async (server) => {
          server.close();
          await once(server, 'close');
        }),
      );
      agent.destroy();
    },
  };

  async function listen(service: Service): Promise<Server> {
    const server = createServer((incoming, outgoing) => {
      const replying = answer(service, incoming).then((reply) =>
        reply === null
          ? outgoing.destroy()
          : outgoing.writeHead(reply.status, reply.headers).end(reply.body),
      );
      replying.catch(() => outgoing.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  /** `null`: the connection breaks instead. */
  async function answer(service: Service, incoming: IncomingMessage): Promise<Reply | null> {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = await buffer(incoming);
    const asked = readServiceRequest(service, { method, url, headers, body: body.toString() });
    const done = options.decide(asked);
    if (done.before === 'refuse') return done.reply;
    if (done.before === 'ignore') {
      await wait(done.ms);
      return null;
    }
    if (done.before === 'kill') return kill(asked, done);

    // Whoever looks on waits, however long a start takes on a busy machine.
    const endpoints = target ?? (asked.processId === null ? await opened.promise : null);
    if (endpoints === null) return unavailable(service);
    const base = endpoints[service];
    const sent = done.body === undefined ? body : Buffer.from(done.body);
    for (let copy = 1; copy < (done.copies ?? 1); copy += 1) {
      await forward(new URL(url, base), { method, headers, body: sent });
    }
    const reply = await forward(new URL(url, base), { method, headers, body: sent });
    if (reply.status < 300) options.onDone(asked, reply);
    if (done.after === 'kill') return kill(asked, done);
    return done.after === 'lose' ? null : reply;
  }

  async function forward(
    url: URL,
    { method, headers, body }: Pick<IncomingMessage, 'headers'> & { method: string; body: Buffer },
  ): Promise<Reply> {
    const passed = request(url, {
      agent,
      method,
      headers: { ...headers, host: url.host, 'content-length': body.length },
    });
    passed.end(body);
    const [reply]: IncomingMessage[] = await once(passed, 'response');
    if (reply === undefined) throw new Error('no reply came');
    return { status: reply.statusCode ?? 502, headers: reply.headers, body: await buffer(reply) };
  }
}

function kill(
  { processId }: ServiceRequest,
  { onKilled }: { readonly onKilled?: () => void },
): null {
  if (processId !== null) killProcess(processId);
  onKilled?.();
  return null;
}

/** By SIGKILL, if it still lives. */
export function killProcess(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
