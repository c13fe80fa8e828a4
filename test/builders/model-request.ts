import type { ModelChoice } from '../../shared/extraction/model-choice.ts';
import type { ModelRequest } from '../../shared/ports/language-model.ts';

/** A choice of a model of one's own at `baseUrl`; `parts` says otherwise. */
function modelChoice(baseUrl: string, parts: Partial<ModelChoice> = {}): ModelChoice {
  return {
    provider: 'custom',
    providerIdentity: `custom ${baseUrl}`,
    baseUrl,
    model: 'test-model',
    thinking: false,
    thinkingSwitch: 'none',
    structuredOutputs: ['json_object'],
    direct: null,
    contextTokens: 131_072,
    maxOutputTokens: 8192,
    slowTokensPerSecond: 15,
    ...parts,
  };
}

/** A small request to a model of one's own at `baseUrl`. */
export function modelRequest(
  baseUrl: string,
  choice: Partial<ModelChoice> = {},
): Omit<ModelRequest, 'signal'> {
  return {
    choice: modelChoice(baseUrl, choice),
    prompt: { instructions: 'Answer with JSON.', document: 'The secret word is Przemyśl.' },
    schema: { type: 'object' },
    maxOutputTokens: 500,
  };
}
