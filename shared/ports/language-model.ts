import type { ModelChoice } from '../extraction/model-choice.ts';
import type { Prompt } from '../extraction/prompt.ts';
import type { StructuredOutput } from '../extraction/structured-output.ts';
import type { TokenUsage } from '../money/token-usage.ts';

/** One request to a model: choice, prompt and schema are its identity. */
export interface ModelRequest {
  readonly choice: ModelChoice;
  readonly prompt: Prompt;
  /** JSON Schema (draft 2020-12) of the object that the answer should be. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Room for the answer and its reasoning, in tokens. */
  readonly maxOutputTokens: number;
  /** Aborting it ends the call, which then may have been billed. */
  readonly signal: AbortSignal;
  /** Told how many tokens of answer and reasoning have come so far, by estimate, as they come. */
  readonly onProgress?: (tokens: number) => void;
}

/** Everything that came back, kept whole before anything is made of it. */
export interface ModelAnswer {
  readonly text: string;
  /** `null` where the model showed none. */
  readonly reasoning: string | null;
  /** As the provider spells it; only `stop` is a whole answer. */
  readonly finishReason: string;
  /** What the model was held to JSON by in the end. */
  readonly structuredOutput: StructuredOutput;
  /** Stricter ways that the provider refused for this model, then or before. */
  readonly refusedStructuredOutputs: readonly StructuredOutput[];
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
