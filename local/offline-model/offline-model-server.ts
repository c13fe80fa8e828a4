import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerRequest } from './answer-request.ts';
import { ApiError, sendError } from './api-error.ts';
import { ChatCompleter, offlineModelId } from './chat-completion.ts';

/** For people: what answers them when no model is configured. */
export const offlineModelNotice = `No model is configured, so ${offlineModelId} answers: it is not a language model, it copies sentences out of the document by fixed rules. Set OPENAI_BASE_URL and OPENAI_API_KEY to use a real one.`;

/** A running offline model. */
export interface OfflineModelServer {
  /** With the version folder, as `OPENAI_BASE_URL` wants it: `http://127.0.0.1:40123/v1`. */
  readonly baseUrl: string;
  /** How many chat completions were asked for since the start. */
  readonly calls: () => number;
  /** Ends open connections too. */
  stop(): Promise<void>;
}

/**
 * Starts an OpenAI-compatible server that answers without network or weights.
 *
 * It is not a language model. It copies sentences, names and dates out of the document by fixed
 * rules, so that the pipeline can be seen and tested; equal requests get equal answers.
 */
export async function startOfflineModel(options?: {
  /** @default 0, any free port */
  readonly port?: number;
}): Promise<OfflineModelServer> {
  const completer = new ChatCompleter();
  let calls = 0;
  const server = createServer((request, response) => {
    if (request.method === 'POST') calls += 1;
    answerRequest(request, response, completer).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendError(response, error instanceof ApiError ? error : unexpected(error));
    });
  });
  server.listen(options?.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error(`expected a TCP port, got ${address}`);
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    calls: () => calls,
    async stop() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function unexpected(error: unknown): ApiError {
  return new ApiError({ status: 500, message: `the offline model failed: ${String(error)}` });
}
