import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import type { ModelBehaviour } from './model-behaviours.ts';
import { modelList } from './model-list.ts';

const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

/** A chat completion that was asked for. */
interface FakeModelRequest {
  /** The parsed body, whole. */
  readonly body: z.output<typeof requestSchema>;
  readonly headers: IncomingMessage['headers'];
  /** `/v1` or `/beta`, as DeepSeek has them. */
  readonly folder: string;
}

/** What the server does: a script, one behaviour a request; or a function of the request. */
export type FakeModelServerOptions = {
  /** The ids that `GET /models` lists, or what it does; else it is a request that was not scripted. */
  readonly models?: readonly string[] | ModelBehaviour;
} & (
  | { readonly script: readonly ModelBehaviour[] }
  | { readonly respond: (request: FakeModelRequest) => ModelBehaviour }
);

export interface FakeModelServer extends AsyncDisposable {
  /** Root of the API, for `OPENAI_BASE_URL`. */
  readonly baseUrl: string;
  /** Every chat completion that was asked for, in order. */
  readonly requests: readonly FakeModelRequest[];
  /** How often an answer was sent to its end: what a provider would bill. */
  readonly wholeAnswers: number;
  /**
   * Ends every connection.
   *
   * @throws {Error} that names the requests nobody scripted, so that the test fails even where the
   *   code under test swallowed the status 500 that they got
   */
  close(): Promise<void>;
}

/**
 * An OpenAI-compatible server on a port of its own that does what a test scripts, and refuses
 * everything else.
 *
 * ```ts
 * await using server = await startFakeModelServer({ script: [answer({ text: '{}' })] });
 * ```
 *
 * The behaviours stand in model-behaviours.ts.
 */
export async function startFakeModelServer(
  options: FakeModelServerOptions,
): Promise<FakeModelServer> {
  const script = 'script' in options ? [...options.script] : [];
  const respond =
    'respond' in options ? options.respond : (): ModelBehaviour | undefined => script.shift();
  const requests: FakeModelRequest[] = [];
  const unscripted: string[] = [];
  let wholeAnswers = 0;

  const refuse = (what: string, response: ServerResponse): void => {
    unscripted.push(what);
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: `not scripted: ${what}` } }));
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const what = `${incoming.method} ${incoming.url}`;
    if (what === 'GET /v1/models' && options.models !== undefined) {
      const { models } = options;
      await (typeof models === 'function' ? models : modelList(...models))(response);
      return;
    }
    const folder = /^POST (\/v1|\/beta)\/chat\/completions$/.exec(what)?.[1];
    if (folder === undefined) {
      refuse(what, response);
      return;
    }
    const body = requestSchema.parse(await json(incoming));
    const request = { body, headers: incoming.headers, folder };
    requests.push(request);
    const behave = respond(request);
    if (behave === undefined) {
      refuse(`${what}, request ${requests.length}`, response);
      return;
    }
    if ((await behave(response)) === 'answered') wholeAnswers += 1;
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      unscripted.push(`${incoming.method} ${incoming.url} failed: ${String(error)}`);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    if (unscripted.length > 0) throw new Error(`not scripted: ${unscripted.join('; ')}`);
  };
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    get wholeAnswers() {
      return wholeAnswers;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
