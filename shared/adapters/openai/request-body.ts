import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ModelChoice, ThinkingSwitch } from '../../extraction/model-choice.ts';
import type { Prompt } from '../../extraction/prompt.ts';
import { providerPresets } from '../../extraction/provider-presets.ts';
import type { ModelRequest } from '../../ports/language-model.ts';
import type { StructuredRequest } from './structured-request.ts';

/** The function that a model is made to call where calls are what is strict. */
export const outputFunction = 'give_output';

/** Body fields of single providers; the SDK passes on also what it does not know. */
interface ProviderFields {
  readonly reasoning_effort?: 'none' | 'medium' | 'high';
  readonly thinking?: { readonly type: 'enabled' | 'disabled' };
  readonly reasoning?: { readonly enabled: boolean };
  readonly chat_template_kwargs?: { readonly thinking: boolean; readonly enable_thinking: boolean };
  readonly provider?: { readonly require_parameters: boolean };
}

/** What is sent: only what every provider of its preset is known to take. */
export function requestBodyOf(
  { choice, prompt, maxOutputTokens }: Omit<ModelRequest, 'signal' | 'schema'>,
  structured: StructuredRequest,
): ChatCompletionCreateParamsStreaming & ProviderFields {
  return {
    model: choice.model,
    messages: messagesOf(prompt),
    ...structureFields(structured),
    stream: true,
    stream_options: { include_usage: true },
    [providerPresets[choice.provider].outputLimitField]: maxOutputTokens,
    ...thinkingFields(choice),
    // Else it may pick an upstream that drops response_format without a word.
    ...(choice.provider === 'openrouter' ? { provider: { require_parameters: true } } : {}),
  };
}

/** What the model reasoned is never sent back to it. */
function messagesOf({ instructions, document, followUp }: Prompt): ChatCompletionMessageParam[] {
  return [
    { role: 'system', content: instructions },
    { role: 'user', content: document },
    ...(followUp === undefined
      ? []
      : ([
          { role: 'assistant', content: followUp.answer },
          { role: 'user', content: followUp.request },
        ] as const)),
  ];
}

function structureFields(
  structured: StructuredRequest,
): Pick<ChatCompletionCreateParamsStreaming, 'response_format' | 'tools' | 'tool_choice'> {
  if (!('schema' in structured)) {
    return structured.mode === 'text' ? {} : { response_format: { type: 'json_object' } };
  }
  const schema = { ...structured.schema };
  if (structured.mode === 'json_schema') {
    const format = { name: 'output', strict: true, schema };
    return { response_format: { type: 'json_schema', json_schema: format } };
  }
  const called = {
    name: outputFunction,
    description: 'Takes the JSON object that was asked for.',
    strict: true,
    parameters: schema,
  };
  return {
    tools: [{ type: 'function', function: called }],
    tool_choice: { type: 'function', function: { name: outputFunction } },
  };
}

function thinkingFields({ thinking, thinkingSwitch }: ModelChoice): ProviderFields {
  const fields: Readonly<Record<ThinkingSwitch, ProviderFields>> = {
    'thinking-field': thinking
      ? { thinking: { type: 'enabled' }, reasoning_effort: 'high' }
      : // An effort beside a thinking that is switched off is refused by some.
        { thinking: { type: 'disabled' } },
    'reasoning-effort': { reasoning_effort: thinking ? 'medium' : 'none' },
    'reasoning-field': { reasoning: { enabled: thinking } },
    // DeepSeek's templates read the one, Qwen's and GLM's the other; what is not read does no harm.
    'chat-template': { chat_template_kwargs: { thinking, enable_thinking: thinking } },
    'model-id': {},
    none: {},
  };
  return fields[thinkingSwitch];
}
