import type { ProviderName } from './provider-names.ts';
import type { StructuredOutput } from './structured-output.ts';

/**
 * How a provider is told to think or not: by the model id; by the body field `thinking`
 * (DeepSeek), `reasoning_effort` (OpenAI), `reasoning` (OpenRouter) or `chat_template_kwargs` (vLLM,
 * SGLang, llama.cpp); or not at all, where the model decides for itself.
 */
export const thinkingSwitches = [
  'model-id',
  'thinking-field',
  'reasoning-effort',
  'reasoning-field',
  'chat-template',
  'none',
] as const;

export type ThinkingSwitch = (typeof thinkingSwitches)[number];

/** What differs when a model that thinks is asked without thinking. */
export interface DirectChoice {
  readonly model: string;
  readonly structuredOutputs: readonly StructuredOutput[];
  readonly maxOutputTokens: number;
}

/** One model of one provider, and how to talk to it: resolved alike by intake and worker. */
export interface ModelChoice {
  readonly provider: ProviderName;
  /**
   * What tells this provider from another in hashes: the preset's name, and for `custom` the base
   * URL too, so that two servers never share an exchange.
   */
  readonly providerIdentity: string;
  readonly baseUrl: string;
  readonly model: string;
  /** Whether the model is told to think; false where there is no switch to tell it with. */
  readonly thinking: boolean;
  readonly thinkingSwitch: ThinkingSwitch;
  /** What the model is held to JSON by: the best first, then what to fall back to; at least one. */
  readonly structuredOutputs: readonly StructuredOutput[];
  /** How to ask without thinking; `null` where it does not think, or cannot be told not to. */
  readonly direct: DirectChoice | null;
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** Most tokens of one answer, reasoning included. */
  readonly maxOutputTokens: number;
  /** Output tokens a second that the model reaches even on a bad day. */
  readonly slowTokensPerSecond: number;
}
