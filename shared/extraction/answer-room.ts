import { RequestTooLong } from '../failure/job-errors.ts';
import type { ModelChoice } from './model-choice.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { Prompt } from './prompt.ts';

/** Room for an answer where an analysis does not say otherwise, in tokens. */
export const usualOutputTokens = 8_192;

/**
 * Tokens that an answer may have: what the analysis wants, as far as the model's limits and context
 * allow.
 *
 * @throws {RequestTooLong} when the prompt leaves less than half of what is wanted
 */
export function outputTokensFor(
  choice: ModelChoice,
  prompt: Prompt,
  wantedTokens: number = usualOutputTokens,
): number {
  const promptTokens = estimateTokens(prompt.instructions) + estimateTokens(prompt.document);
  const wanted = Math.min(wantedTokens, choice.maxOutputTokens);
  const room = Math.min(wanted, choice.contextTokens - promptTokens);
  if (room < wanted / 2) {
    throw new RequestTooLong(
      `about ${promptTokens} tokens of prompt and ${wanted} of answer do not fit the ${choice.contextTokens} of model ${choice.model}`,
    );
  }
  return room;
}

/** Tokens that the model is sure to write in a time, even when it is slow. */
export function tokensInTime(choice: ModelChoice, ms: number): number {
  return Math.floor((Math.max(0, ms) / 1000) * choice.slowTokensPerSecond);
}
