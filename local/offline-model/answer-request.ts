import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { ApiError, sendJson } from './api-error.ts';
import { type ChatCompleter, type ChatCompletion, offlineModelId } from './chat-completion.ts';
import { type ChatRequest, chatRequestSchema } from './chat-request.ts';
import { streamCompletion } from './server-sent-events.ts';

const modelDescription = { id: offlineModelId, object: 'model', created: 0, owned_by: 'sluice' };

/**
 * Answers one HTTP request.
 *
 * @throws {ApiError} for a request that OpenAI would refuse too
 */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  completer: ChatCompleter,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://offline').pathname;
  const route = `${request.method} ${path}`;
  response.setHeader('x-request-id', 'offline');
  if (route === 'GET /v1/models')
    return sendJson(response, 200, { object: 'list', data: [modelDescription] });
  if (route !== 'POST /v1/chat/completions') {
    throw new ApiError({ status: 404, message: `no such endpoint: ${route}`, code: 'unknown_url' });
  }
  const chat = readChatRequest(await text(request));
  if (chat.model !== offlineModelId) {
    const message = `the model ${JSON.stringify(chat.model)} does not exist; there is only "${offlineModelId}"`;
    throw new ApiError({ status: 404, message, code: 'model_not_found', param: 'model' });
  }
  const completion = complete(completer, chat);
  if (chat.stream === true)
    streamCompletion(response, completion, chat.stream_options?.include_usage === true);
  else sendJson(response, 200, wholeBody(completion));
}

function readChatRequest(body: string): ChatRequest {
  const parsed = chatRequestSchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new ApiError({ status: 400, message: z.prettifyError(parsed.error) });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new ApiError({ status: 400, message: `the body is not JSON: ${String(error)}` });
  }
}

function complete(completer: ChatCompleter, chat: ChatRequest): ChatCompletion {
  try {
    return completer.complete(chat);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError({
      status: 400,
      message: 'the JSON Schema in the prompt is not JSON',
      param: 'messages',
    });
  }
}

function wholeBody({
  id,
  content,
  finishReason,
  systemFingerprint,
  usage,
}: ChatCompletion): object {
  const message = { role: 'assistant', content, refusal: null };
  return {
    id,
    object: 'chat.completion',
    created: 0,
    model: offlineModelId,
    system_fingerprint: systemFingerprint,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    usage,
  };
}
