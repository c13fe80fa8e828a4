/** The providers that Sluice has a preset for; `custom` is any other OpenAI-compatible server. */
export const providerNames = [
  'cometapi',
  'deepseek',
  'openai',
  'openrouter',
  'custom',
  'offline',
] as const;

export type ProviderName = (typeof providerNames)[number];
