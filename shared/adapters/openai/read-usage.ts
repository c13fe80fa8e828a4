import * as z from 'zod';
import { type TokenUsage, unknownUsage } from '../../money/token-usage.ts';

/** A count that is no whole number is as good as none. */
const count = z.int().nonnegative().nullish().catch(null);

/** Cached tokens stand at the top with DeepSeek and among the details everywhere else. */
const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_cache_hit_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(null),
});

/** Usage in our words, whichever way a provider spells it; what it does not say stays `null`. */
export function readUsage(raw: unknown): TokenUsage {
  const parsed = usageSchema.safeParse(raw);
  if (!parsed.success) return unknownUsage;

  const { data } = parsed;
  return {
    promptTokens: data.prompt_tokens ?? null,
    cachedPromptTokens:
      data.prompt_cache_hit_tokens ?? data.prompt_tokens_details?.cached_tokens ?? null,
    completionTokens: data.completion_tokens ?? null,
    reasoningTokens: data.completion_tokens_details?.reasoning_tokens ?? null,
  };
}
