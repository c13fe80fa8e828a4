import { estimateTokens } from '../../extraction/estimate-tokens.ts';
import type { StructuredOutput } from '../../extraction/structured-output.ts';
import { type TokenUsage, unknownUsage } from '../../money/token-usage.ts';
import type { ModelAnswer } from '../../ports/language-model.ts';
import type { Piece, Words } from './answer-piece.ts';
import { readUsage } from './read-usage.ts';
import { outputFunction } from './request-body.ts';
import { textOfAnswer } from './text-of-answer.ts';

/**
 * Puts an answer together from what comes.
 *
 * Usage is taken wherever it comes: on the last chunk with a choice (DeepSeek), on a chunk of its
 * own with no choices (OpenAI), or on one that lacks them.
 */
export class AnswerCollector {
  readonly #structuredOutput: StructuredOutput;
  #content = '';
  #arguments = '';
  #reasoning = '';
  #hasBegun = false;
  #finishReason: string | null = null;
  #usage: TokenUsage = unknownUsage;
  #id: string | null = null;
  #model: string | null = null;
  #fingerprint: string | null = null;

  /** @param structuredOutput how the model was asked */
  constructor(structuredOutput: StructuredOutput) {
    this.#structuredOutput = structuredOutput;
  }

  /** @returns whether a token came with it; blank ones count only once something else has come */
  add(piece: Piece): boolean {
    const [choice] = piece.choices ?? [];
    const token = this.#addWords(choice?.delta ?? choice?.message ?? {});
    this.#finishReason = choice?.finish_reason ?? this.#finishReason;
    if (piece.usage !== undefined && piece.usage !== null) this.#usage = readUsage(piece.usage);
    this.#id = piece.id ?? this.#id;
    this.#model = piece.model ?? this.#model;
    this.#fingerprint = piece.system_fingerprint ?? this.#fingerprint;
    this.#hasBegun ||= /\S/.test(token);
    return this.#hasBegun && token !== '';
  }

  /** Whether any token of answer or reasoning has come that is not blank. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Tokens of answer and reasoning so far, by estimate. */
  get tokens(): number {
    return estimateTokens(this.#content + this.#arguments + this.#reasoning);
  }

  /** The answer, once its finish reason has come: without one it was cut. */
  finish(call: Pick<ModelAnswer, 'requestId' | 'firstTokenMs'>): ModelAnswer | null {
    if (this.#finishReason === null) return null;
    return {
      ...textOfAnswer({
        structuredOutput: this.#structuredOutput,
        content: this.#content,
        arguments: this.#arguments,
        reasoning: this.#reasoning,
        finishReason: this.#finishReason,
      }),
      structuredOutput: this.#structuredOutput,
      refusedStructuredOutputs: [],
      usage: this.#usage,
      servedModel: this.#model,
      fingerprint: this.#fingerprint,
      responseId: this.#id,
      ...call,
    };
  }

  #addWords(words: Words | Record<string, never>): string {
    const content = words.content ?? '';
    const reasoning = words.reasoning_content ?? words.reasoning ?? '';
    const called = argumentsIn(words);
    this.#content += content;
    this.#reasoning += reasoning;
    this.#arguments += called;
    return content + reasoning + called;
  }
}

/** Those of the first call of our function; its name comes with its first chunk only. */
function argumentsIn({ tool_calls: calls }: Words | Record<string, never>): string {
  const first = calls?.find(({ index }) => (index ?? 0) === 0)?.function;
  return (first?.name ?? outputFunction) === outputFunction ? (first?.arguments ?? '') : '';
}
