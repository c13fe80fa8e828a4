import { createHash } from 'node:crypto';
import { answerFromDocument } from './answer-from-document.ts';
import type { ChatRequest } from './chat-request.ts';
import { readPrompt } from './prompt-parts.ts';
import { approximateTokenCount, charactersPerToken } from './token-count.ts';

/** The id of the one model there is; it says what it does. */
export const offlineModelId = 'offline-extractive';

/** Changes with the way answers are made. */
const systemFingerprint = 'fp_offline_extractive_1';

export interface ChatCompletion {
  readonly id: string;
  readonly content: string;
  readonly finishReason: 'stop' | 'length';
  readonly systemFingerprint: string;
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
    readonly prompt_tokens_details: { readonly cached_tokens: number };
    readonly completion_tokens_details: { readonly reasoning_tokens: number };
  };
}

/** Answers chat requests; equal requests in equal order get equal answers. */
export class ChatCompleter {
  readonly #seenInstructions = new Set<string>();

  /** @throws {SyntaxError} when the JSON Schema in the prompt is not JSON */
  complete(request: ChatRequest): ChatCompletion {
    const prompt = readPrompt(request.messages);
    const whole = answerFromDocument(prompt);
    const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
    const isCut = approximateTokenCount(whole) > limit;
    const content = isCut ? whole.slice(0, limit * charactersPerToken) : whole;
    const promptTokens = approximateTokenCount(
      request.messages.map((message) => message.content).join(''),
    );
    const completionTokens = approximateTokenCount(content);
    return {
      id: `chatcmpl-${shortHash(JSON.stringify([request.messages, limit]))}`,
      content,
      finishReason: isCut ? 'length' : 'stop',
      systemFingerprint,
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        total_tokens: promptTokens + completionTokens,
        prompt_tokens_details: {
          cached_tokens: Math.min(promptTokens, this.#cachedTokens(prompt.instructions)),
        },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    };
  }

  /** As a provider's prefix cache does: the instructions count as cached once they have been seen. */
  #cachedTokens(instructions: string): number {
    const hash = shortHash(instructions);
    if (this.#seenInstructions.has(hash)) return approximateTokenCount(instructions);
    this.#seenInstructions.add(hash);
    return 0;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
