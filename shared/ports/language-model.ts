import type { ModelChoice } from '../extraction/model-choice.ts';
import type { Prompt } from '../extraction/prompt.ts';
import type { TokenUsage } from '../money/token-usage.ts';

/** One request to a model: everything but `maxOutputTokens` and `signal` is its identity. */
export interface ModelRequest {
  readonly choice: ModelChoice;
  readonly prompt: Prompt;
  /** Room for the answer and its reasoning, in tokens. */
  readonly maxOutputTokens: number;
  /** Aborting it ends the call, which then may have been billed. */
  readonly signal: AbortSignal;
}

/** Everything that came back, kept whole before anything is made of it. */
export interface ModelAnswer {
  readonly text: string;
  /** `null` where the model showed none. */
  readonly reasoning: string | null;
  /** As the provider spells it; only `stop` is a whole answer. */
  readonly finishReason: string;
  readonly usage: TokenUsage;
  /** The model that the provider says it used; aliases drift. */
  readonly servedModel: string | null;
  readonly fingerprint: string | null;
  readonly responseId: string | null;
  /** The provider's id of the request, for its support. */
  readonly requestId: string | null;
  /** Milliseconds until the first token of answer or reasoning; `null` where nothing was streamed. */
  readonly firstTokenMs: number | null;
}

/** A model that answers one prompt with one JSON text. */
export interface LanguageModel {
  /**
   * Any finish reason is an answer, also one that was cut at the limit: it was paid for.
   *
   * @throws {ModelCallError} one of failure/model-errors.ts, which say whether the call may have been billed
   */
  answer(request: ModelRequest): Promise<ModelAnswer>;
}
