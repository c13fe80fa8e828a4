import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { endpointOf } from '../emulators/endpoint.ts';
import type { FunctionError } from './invocation-result.ts';

/** An event on its way to the runtime. */
export interface Delivery {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: string;
  /** Asked for when the runtime takes the event: its time begins then, not while it starts. */
  readonly deadline: () => Date;
}

/** What the runtime says; whoever started it listens. */
export interface RuntimeListener {
  answered(requestId: string, payload: unknown): void;
  failed(requestId: string, error: FunctionError): void;
  failedToStart(error: FunctionError): void;
}

const errorSchema = z.object({
  errorType: z.string().catch('Error'),
  errorMessage: z.string().catch(''),
});

/**
 * Lambda's Runtime API for one execution environment, on a port of its own.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #server: Server;
  readonly #listener: RuntimeListener;
  #waiting: ServerResponse | undefined;
  #delivery: Delivery | undefined;

  constructor(listener: RuntimeListener) {
    this.#listener = listener;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @returns host and port */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return new URL(endpointOf(this.#server)).host;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Hands the event over, now or as soon as the runtime asks for one. */
  deliver(delivery: Delivery): void {
    this.#delivery = delivery;
    this.#handOver();
  }

  #handOver(): void {
    const response = this.#waiting;
    const delivery = this.#delivery;
    if (response === undefined || delivery === undefined) return;
    this.#waiting = undefined;
    this.#delivery = undefined;
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': delivery.requestId,
        'Lambda-Runtime-Deadline-Ms': String(delivery.deadline().getTime()),
        'Lambda-Runtime-Invoked-Function-Arn': delivery.functionArn,
      })
      .end(delivery.event);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , , area, requestId = '', kind] = (request.url ?? '').split('/');
    if (area === 'invocation' && requestId === 'next') {
      this.#waiting = response;
      this.#handOver();
      return;
    }
    const body = await text(request);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    if (area === 'init') this.#listener.failedToStart(errorSchema.parse(parse(body)));
    else if (kind === 'error') this.#listener.failed(requestId, errorSchema.parse(parse(body)));
    else this.#listener.answered(requestId, parse(body));
  }
}

function parse(body: string): unknown {
  return body === '' ? null : JSON.parse(body);
}
