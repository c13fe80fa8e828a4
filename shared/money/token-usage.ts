import * as z from 'zod';

const tokens = z.number().int().nonnegative().nullable();

/**
 * Tokens that one or more calls were billed for.
 *
 * `null` means that the provider did not say: it is not zero, and a sum with it is not known
 * either.
 */
export const tokenUsageSchema = z.object({
  /** All of the input, what came from the provider's cache included. */
  promptTokens: tokens,
  /** The part of `promptTokens` that the provider's cache served. */
  cachedPromptTokens: tokens,
  /** All of the output, reasoning included. */
  completionTokens: tokens,
  /** The part of `completionTokens` that was reasoning. */
  reasoningTokens: tokens,
});

export type TokenUsage = Readonly<z.output<typeof tokenUsageSchema>>;

/** What is known of a call that nothing came back from. */
export const unknownUsage: TokenUsage = {
  promptTokens: null,
  cachedPromptTokens: null,
  completionTokens: null,
  reasoningTokens: null,
};

/** Nothing was asked of a model: that much is known. */
export const noUsage: TokenUsage = {
  promptTokens: 0,
  cachedPromptTokens: 0,
  completionTokens: 0,
  reasoningTokens: 0,
};

/** Adds usages count by count; a count that one of them lacks is `null` in the sum. */
export function sumUsage(usages: readonly TokenUsage[]): TokenUsage {
  return usages.reduce(
    (sum, usage) => ({
      promptTokens: add(sum.promptTokens, usage.promptTokens),
      cachedPromptTokens: add(sum.cachedPromptTokens, usage.cachedPromptTokens),
      completionTokens: add(sum.completionTokens, usage.completionTokens),
      reasoningTokens: add(sum.reasoningTokens, usage.reasoningTokens),
    }),
    noUsage,
  );
}

function add(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left + right;
}
