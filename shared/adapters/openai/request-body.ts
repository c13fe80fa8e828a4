import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ModelChoice, ThinkingSwitch } from '../../extraction/model-choice.ts';
import { providerPresets } from '../../extraction/provider-presets.ts';
import type { ModelRequest } from '../../ports/language-model.ts';

/** Body fields of single providers; the SDK passes on also what it does not know. */
interface ProviderFields {
  readonly reasoning_effort?: 'medium' | 'none';
  readonly thinking?: { readonly type: 'enabled' | 'disabled' };
  readonly reasoning?: { readonly enabled: boolean };
  readonly provider?: { readonly require_parameters: boolean };
}

/** What is sent: only what every provider of its preset is known to take. */
export function requestBodyOf({
  choice,
  prompt,
  maxOutputTokens,
}: Omit<ModelRequest, 'signal'>): ChatCompletionCreateParamsStreaming & ProviderFields {
  return {
    model: choice.model,
    messages: [
      { role: 'system', content: prompt.instructions },
      { role: 'user', content: prompt.document },
    ],
    response_format: { type: 'json_object' },
    stream: true,
    stream_options: { include_usage: true },
    [providerPresets[choice.provider].outputLimitField]: maxOutputTokens,
    ...thinkingFields(choice),
    // Else it may pick an upstream that drops response_format without a word.
    ...(choice.provider === 'openrouter' ? { provider: { require_parameters: true } } : {}),
  };
}

function thinkingFields({ thinking, thinkingSwitch }: ModelChoice): ProviderFields {
  const fields: Readonly<Record<ThinkingSwitch, ProviderFields>> = {
    'thinking-field': { thinking: { type: thinking ? 'enabled' : 'disabled' } },
    'reasoning-effort': { reasoning_effort: thinking ? 'medium' : 'none' },
    'reasoning-field': { reasoning: { enabled: thinking } },
    'model-id': {},
    none: {},
  };
  return fields[thinkingSwitch];
}
