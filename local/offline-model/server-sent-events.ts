import type { ServerResponse } from 'node:http';
import { type ChatCompletion, offlineModelId } from './chat-completion.ts';

/** About as much as a provider sends at once. */
const chunkPattern = /[\s\S]{1,64}/gu;

/**
 * Streams a finished completion as OpenAI does: the role first, then the words, then the reason to
 * finish, and, if asked for, usage in a last chunk without choices.
 */
export function streamCompletion(
  response: ServerResponse,
  completion: ChatCompletion,
  includeUsage: boolean,
): void {
  const send = (
    choices: readonly unknown[],
    usage: ChatCompletion['usage'] | null = null,
  ): void => {
    const chunk = {
      id: completion.id,
      object: 'chat.completion.chunk',
      created: 0,
      model: offlineModelId,
      system_fingerprint: completion.systemFingerprint,
      choices,
      ...(includeUsage && { usage }),
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  send([choice({ role: 'assistant', content: '' })]);
  for (const [content] of completion.content.matchAll(chunkPattern)) send([choice({ content })]);
  send([choice({}, completion.finishReason)]);
  if (includeUsage) send([], completion.usage);
  response.end('data: [DONE]\n\n');
}

function choice(delta: object, finishReason: string | null = null): object {
  return { index: 0, delta, logprobs: null, finish_reason: finishReason };
}
