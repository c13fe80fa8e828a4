import type { ThinkingSwitch } from './model-choice.ts';
import { type ProviderName, providerNames } from './provider-names.ts';
import type { StructuredOutput } from './structured-output.ts';

/** The model ids that a preset asks for without and with thinking, where they differ. */
interface PresetModels {
  readonly direct: string;
  readonly thinking: string;
}

/** What is known of a provider: data, so that a provider's change is a change of data. */
export interface ProviderPreset {
  /** `null`: there is none to assume, the settings have to name it. */
  readonly baseUrl: string | null;
  /** Hosts by which a base URL is recognised as this provider's. */
  readonly hosts: readonly string[];
  /** `null`: the settings or the server's own list have to name the model. */
  readonly models: PresetModels | null;
  readonly thinkingSwitch: ThinkingSwitch;
  /** Whether the switch works on every model of this provider, or only on the preset's own. */
  readonly switchesEveryModel: boolean;
  /** What a model can be held to JSON by, the best first, by whether it thinks. */
  readonly structuredOutputs: {
    readonly direct: readonly StructuredOutput[];
    readonly thinking: readonly StructuredOutput[];
  };
  /** Folder beside the API's own in which function calls are strict; `null`: they are in the same. */
  readonly strictToolsFolder: string | null;
  /** Name of the body field that bounds the answer. */
  readonly outputLimitField: 'max_tokens' | 'max_completion_tokens';
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** Most tokens of one answer, by whether the model thinks: reasoning counts too. */
  readonly maxOutputTokens: { readonly direct: number; readonly thinking: number };
  /**
   * How long the first token of answer or reasoning may take, in milliseconds: the time in a queue
   * and that for reading the prompt.
   */
  readonly firstTokenDeadlineMs: number;
  /** Output tokens a second that the model reaches even on a bad day. */
  readonly slowTokensPerSecond: number;
  /** Requests that may be in flight for one account; `null` where none is published. */
  readonly concurrencyLimit: number | null;
  /** Where the facts above are published. */
  readonly sources: readonly string[];
}

/**
 * No provider promises a speed. Public trackers show a few dozen tokens a second for the models
 * below; half of the lower end is a speed that even a crowded hour reaches.
 */
const assumedSlowTokensPerSecond = 15;

/**
 * A hosted model that is healthy begins in seconds; one that is queued sends keep-alives for up to
 * ten minutes, and is better asked again later.
 */
const hostedFirstTokenDeadlineMs = 120_000;

/**
 * A laptop reads a few hundred tokens of prompt a second, so 131,072 of them take ten minutes; the
 * worker's own deadline comes soon after.
 */
const ownServerFirstTokenDeadlineMs = 600_000;

const schemaThenObject = ['json_schema', 'json_object', 'text'] as const;
const objectThenText = ['json_object', 'text'] as const;

export const providerPresets: Readonly<Record<ProviderName, ProviderPreset>> = {
  cometapi: {
    baseUrl: 'https://api.cometapi.com/v1',
    hosts: ['api.cometapi.com'],
    models: { direct: 'DeepSeek-V3.2-Exp-nothinking', thinking: 'DeepSeek-V3.2-Exp-thinking' },
    thinkingSwitch: 'model-id',
    switchesEveryModel: false,
    // It documents json_schema, but nothing of the sort for DeepSeek's models.
    structuredOutputs: { direct: objectThenText, thinking: objectThenText },
    strictToolsFolder: null,
    outputLimitField: 'max_tokens',
    // The model's own limits, 128K, 8K and 64K: CometAPI publishes none of its own.
    contextTokens: 131_072,
    maxOutputTokens: { direct: 8192, thinking: 65_536 },
    firstTokenDeadlineMs: hostedFirstTokenDeadlineMs,
    slowTokensPerSecond: assumedSlowTokensPerSecond,
    concurrencyLimit: null,
    sources: ['https://apidoc.cometapi.com', 'https://api-docs.deepseek.com/news/news250929'],
  },
  deepseek: {
    baseUrl: 'https://api.deepseek.com',
    hosts: ['api.deepseek.com'],
    models: { direct: 'deepseek-flash', thinking: 'deepseek-flash' },
    // Thinking is on unless it is switched off, so it is always said.
    thinkingSwitch: 'thinking-field',
    switchesEveryModel: true,
    structuredOutputs: {
      direct: ['strict_tools', 'json_object', 'text'],
      // A forced tool choice is refused while the model thinks.
      thinking: objectThenText,
    },
    strictToolsFolder: 'beta',
    outputLimitField: 'max_tokens',
    // Published as 1M and 384K; read as the smaller of their two meanings.
    contextTokens: 1_000_000,
    maxOutputTokens: { direct: 384_000, thinking: 384_000 },
    firstTokenDeadlineMs: hostedFirstTokenDeadlineMs,
    slowTokensPerSecond: assumedSlowTokensPerSecond,
    // deepseek-flash; deepseek-v4-pro has 500.
    concurrencyLimit: 2500,
    sources: [
      'https://api-docs.deepseek.com/quick_start/pricing',
      'https://api-docs.deepseek.com/quick_start/rate_limit',
      'https://api-docs.deepseek.com/guides/thinking_mode',
      'https://api-docs.deepseek.com/guides/tool_calls',
    ],
  },
  openai: {
    baseUrl: 'https://api.openai.com/v1',
    hosts: ['api.openai.com'],
    models: { direct: 'gpt-6-luna', thinking: 'gpt-6-luna' },
    // It reasons unless told not to; models without reasoning refuse the field.
    thinkingSwitch: 'reasoning-effort',
    switchesEveryModel: false,
    structuredOutputs: { direct: schemaThenObject, thinking: schemaThenObject },
    strictToolsFolder: null,
    outputLimitField: 'max_completion_tokens',
    contextTokens: 1_050_000,
    maxOutputTokens: { direct: 128_000, thinking: 128_000 },
    firstTokenDeadlineMs: hostedFirstTokenDeadlineMs,
    slowTokensPerSecond: assumedSlowTokensPerSecond,
    concurrencyLimit: null,
    sources: [
      'https://developers.openai.com/api/docs/models/gpt-6-luna',
      'https://developers.openai.com/api/docs/deprecations',
    ],
  },
  openrouter: {
    baseUrl: 'https://openrouter.ai/api/v1',
    hosts: ['openrouter.ai'],
    models: { direct: 'deepseek/deepseek-v3.2-exp', thinking: 'deepseek/deepseek-v3.2-exp' },
    thinkingSwitch: 'reasoning-field',
    switchesEveryModel: false,
    structuredOutputs: { direct: schemaThenObject, thinking: schemaThenObject },
    strictToolsFolder: null,
    outputLimitField: 'max_tokens',
    contextTokens: 163_840,
    maxOutputTokens: { direct: 65_536, thinking: 65_536 },
    firstTokenDeadlineMs: hostedFirstTokenDeadlineMs,
    slowTokensPerSecond: assumedSlowTokensPerSecond,
    concurrencyLimit: null,
    sources: [
      'https://openrouter.ai/deepseek/deepseek-v3.2-exp',
      'https://openrouter.ai/docs/use-cases/reasoning-tokens',
      'https://openrouter.ai/docs/structured-outputs',
    ],
  },
  custom: {
    baseUrl: null,
    hosts: [],
    models: null,
    thinkingSwitch: 'none',
    switchesEveryModel: true,
    // vLLM, llama.cpp and Ollama take json_schema; a setting says so for the server in question.
    structuredOutputs: { direct: objectThenText, thinking: objectThenText },
    strictToolsFolder: null,
    outputLimitField: 'max_tokens',
    // What most models that people serve themselves can do. A server started with a smaller
    // context refuses the request, or, like Ollama, cuts the prompt without a word.
    contextTokens: 131_072,
    maxOutputTokens: { direct: 8192, thinking: 8192 },
    firstTokenDeadlineMs: ownServerFirstTokenDeadlineMs,
    slowTokensPerSecond: assumedSlowTokensPerSecond,
    concurrencyLimit: null,
    sources: [],
  },
  offline: {
    baseUrl: null,
    hosts: [],
    models: { direct: 'offline-extractive', thinking: 'offline-extractive' },
    thinkingSwitch: 'none',
    switchesEveryModel: true,
    structuredOutputs: { direct: objectThenText, thinking: objectThenText },
    strictToolsFolder: null,
    outputLimitField: 'max_tokens',
    // It is our own and has no context: these only have to be out of the way.
    contextTokens: 10_000_000,
    maxOutputTokens: { direct: 32_768, thinking: 32_768 },
    firstTokenDeadlineMs: ownServerFirstTokenDeadlineMs,
    slowTokensPerSecond: 1000,
    concurrencyLimit: null,
    sources: [],
  },
};

/** The provider whose API is at this base URL; `custom` where no preset knows the host. */
export function providerOfBaseUrl(baseUrl: string): ProviderName {
  const { hostname } = new URL(baseUrl);
  return providerNames.find((name) => providerPresets[name].hosts.includes(hostname)) ?? 'custom';
}
