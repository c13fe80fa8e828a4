import { promptTokensOf } from '../extraction/answer-room.ts';
import type { ModelChoice } from '../extraction/model-choice.ts';
import type { Prompt } from '../extraction/prompt.ts';
import { costOfCall } from './cost-of-call.ts';
import type { Money } from './sum-costs.ts';

/** A call that is about to be made. */
export interface PlannedCall {
  readonly choice: Pick<ModelChoice, 'provider' | 'model'>;
  readonly prompt: Prompt;
  /** Most tokens that its answer may have. */
  readonly maxOutputTokens: number;
}

/** What a call takes at most, as far as its tokens can be estimated. */
export interface CallEstimate {
  /** Prompt and completion together. */
  readonly tokens: number;
  /** `null` where the price is not known. */
  readonly cost: Money | null;
}

/** What a call takes at most if it starts at `at`: nothing from a cache, and the longest answer. */
export function estimateCost(
  { choice, prompt, maxOutputTokens }: PlannedCall,
  at: Date,
): CallEstimate {
  const promptTokens = promptTokensOf(prompt);
  const usage = {
    promptTokens,
    cachedPromptTokens: 0,
    completionTokens: maxOutputTokens,
    reasoningTokens: null,
  };
  const cost = costOfCall({ ...choice, usage, startedAt: at });
  return { tokens: promptTokens + maxOutputTokens, cost };
}
