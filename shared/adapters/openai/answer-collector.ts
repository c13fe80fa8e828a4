import * as z from 'zod';
import { type TokenUsage, unknownUsage } from '../../money/token-usage.ts';
import type { ModelAnswer } from '../../ports/language-model.ts';
import { readUsage } from './read-usage.ts';

/** Reasoning is `reasoning_content` with DeepSeek and llama.cpp, `reasoning` with vLLM and OpenRouter. */
const wordsSchema = z.object({
  content: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
});

/** A chunk of a stream, or a whole completion: they differ in `delta` and `message`. */
export const pieceSchema = z.object({
  error: z.unknown().optional(),
  id: z.string().nullish().catch(null),
  model: z.string().nullish().catch(null),
  system_fingerprint: z.string().nullish().catch(null),
  usage: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        delta: wordsSchema.nullish(),
        message: wordsSchema.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

export type Piece = z.output<typeof pieceSchema>;

/**
 * Puts an answer together from what comes.
 *
 * Usage is taken wherever it comes: on the last chunk with a choice (DeepSeek), on a chunk of its
 * own with no choices (OpenAI), or on one that lacks them.
 */
export class AnswerCollector {
  #text = '';
  #reasoning = '';
  #finishReason: string | null = null;
  #usage: TokenUsage = unknownUsage;
  #id: string | null = null;
  #model: string | null = null;
  #fingerprint: string | null = null;

  add(piece: Piece): void {
    const [choice] = piece.choices ?? [];
    const words = choice?.delta ?? choice?.message;
    this.#text += words?.content ?? '';
    this.#reasoning += words?.reasoning_content ?? words?.reasoning ?? '';
    this.#finishReason = choice?.finish_reason ?? this.#finishReason;
    if (piece.usage !== undefined && piece.usage !== null) this.#usage = readUsage(piece.usage);
    this.#id = piece.id ?? this.#id;
    this.#model = piece.model ?? this.#model;
    this.#fingerprint = piece.system_fingerprint ?? this.#fingerprint;
  }

  /** Whether any token of answer or reasoning has come. */
  get hasBegun(): boolean {
    return this.#text !== '' || this.#reasoning !== '';
  }

  /** The answer, once its finish reason has come: without one it was cut. */
  finish(call: Pick<ModelAnswer, 'requestId' | 'firstTokenMs'>): ModelAnswer | null {
    if (this.#finishReason === null) return null;
    return {
      text: this.#text,
      reasoning: this.#reasoning === '' ? null : this.#reasoning,
      finishReason: this.#finishReason,
      structuredOutput: 'json_object',
      refusedStructuredOutputs: [],
      usage: this.#usage,
      servedModel: this.#model,
      fingerprint: this.#fingerprint,
      responseId: this.#id,
      ...call,
    };
  }
}
