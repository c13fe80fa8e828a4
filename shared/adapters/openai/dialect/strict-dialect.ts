/** What a provider's strict mode understands of JSON Schema. */
export interface StrictDialect {
  /** Keyword under which it looks for definitions. */
  readonly definitions: '$defs' | '$def';
  readonly formats: ReadonlySet<string>;
  /** Whether arrays may say how many items they have. */
  readonly knowsItemCounts: boolean;
  /** Whether an object inside another may have no properties at all. */
  readonly knowsEmptyObjects: boolean;
  /** Whether a reference may stand inside `anyOf`. */
  readonly knowsReferencesInUnions: boolean;
}

/**
 * OpenAI's, which OpenRouter, vLLM, llama.cpp and Ollama understand too.
 *
 * @see https://developers.openai.com/api/docs/guides/structured-outputs
 */
export const openAiDialect: StrictDialect = {
  definitions: '$defs',
  formats: new Set([
    'date-time',
    'time',
    'date',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uuid',
  ]),
  knowsItemCounts: true,
  knowsEmptyObjects: true,
  knowsReferencesInUnions: true,
};

/**
 * That of DeepSeek's strict function calls.
 *
 * @see https://api-docs.deepseek.com/guides/tool_calls
 */
export const deepSeekDialect: StrictDialect = {
  definitions: '$def',
  formats: new Set(['email', 'hostname', 'ipv4', 'ipv6', 'uuid']),
  knowsItemCounts: false,
  knowsEmptyObjects: false,
  knowsReferencesInUnions: false,
};
