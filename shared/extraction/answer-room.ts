import type { Analysis } from '../analysis/define-analysis.ts';
import type { Asking } from './asking.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { ModelChoice } from './model-choice.ts';
import type { Prompt } from './prompt.ts';

/** Room for an answer where an analysis does not say otherwise, in tokens. */
export const usualOutputTokens = 8_192;

/** Room for reasoning where an analysis does not say otherwise, in tokens. */
const usualReasoningTokens = 16_384;

/**
 * Tokens that an answer is to have, reasoning included: what the analysis wants, as far as the
 * model's limits allow. Of a small context at least half is left for the document.
 */
export function wantedTokensOf(
  { maxOutputTokens = usualOutputTokens, maxReasoningTokens = usualReasoningTokens }: Analysis,
  choice: ModelChoice,
): number {
  const wanted = maxOutputTokens + (choice.thinking ? maxReasoningTokens : 0);
  return Math.min(wanted, choice.maxOutputTokens, Math.floor(choice.contextTokens / 2));
}

/** Tokens that a prompt takes at most, by estimate. */
export function promptTokensOf({ instructions, document, followUp }: Prompt): number {
  const texts = [instructions, document, followUp?.answer ?? '', followUp?.request ?? ''];
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** Whether what is asked leaves the model's context the room that its answer is to have. */
export function fitsContext({
  choice,
  prompt,
  wantedTokens,
  tokenCorrection,
}: Pick<Asking, 'choice' | 'prompt' | 'wantedTokens' | 'tokenCorrection'>): boolean {
  return promptTokensOf(prompt) * tokenCorrection + wantedTokens <= choice.contextTokens;
}

/** Tokens that the model is sure to write in a time, even when it is slow. */
export function tokensInTime(choice: ModelChoice, ms: number): number {
  return Math.floor((Math.max(0, ms) / 1000) * choice.slowTokensPerSecond);
}
