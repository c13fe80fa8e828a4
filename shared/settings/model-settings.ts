import * as z from 'zod';
import { thinkingSwitches } from '../extraction/model-choice.ts';
import { fallbackNames, fallbackProviders } from '../extraction/fallback-choices.ts';
import { providerNames } from '../extraction/provider-names.ts';
import { structuredOutputs } from '../extraction/structured-output.ts';
import { positiveInteger } from './environment.ts';

/** Names of providers in an order, separated by commas. */
export const fallbackList = z
  .string()
  .refine((list) => fallbackProviders(list).length === list.split(',').length, {
    error: `expected a list of ${fallbackNames.join(', ')}`,
  });

/** Which model is asked; the same variables locally and on AWS. */
export const modelEnvironmentSchema = z.object({
  /** Preset; else that of the base URL's host, else `cometapi`. */
  SLUICE_PROVIDER: z.enum(providerNames).optional(),
  /** Root of the OpenAI-compatible API, with its version folder. */
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** On AWS the key lies in Secrets Manager, and `MODEL_API_KEY_SECRET_ARN` says where. */
  OPENAI_API_KEY: z.string().optional(),
  MODEL_API_KEY_SECRET_ARN: z.string().optional(),
  /** Model id; else the preset's, else the only one that the server has. */
  SLUICE_MODEL: z.string().optional(),
  /** Whether the model thinks before it answers, whatever the analysis says. */
  SLUICE_THINKING: z.enum(['on', 'off']).optional(),
  /** How a server of one's own is told to think or not; a preset knows its own way. */
  SLUICE_THINKING_SWITCH: z.enum(thinkingSwitches).exclude(['model-id']).optional(),
  /** The strictest way to JSON that the server has; a preset knows its own. */
  SLUICE_STRUCTURED_OUTPUT: z.enum(structuredOutputs).optional(),
  /** Tokens of prompt and answer together; else the preset's. */
  SLUICE_MODEL_CONTEXT: positiveInteger.optional(),
  /** Presets to ask in this order while the first provider refuses calls: `deepseek,openrouter`. */
  SLUICE_FALLBACK: fallbackList.optional(),
  /** Key of the fallback; on AWS the secret holds a key for each provider, as JSON. */
  SLUICE_FALLBACK_API_KEY: z.string().optional(),
});

/** What a person may say of the model; everything is optional. */
export type ModelEnvironment = z.input<typeof modelEnvironmentSchema>;

/** The same, read. */
export type ModelSettings = z.output<typeof modelEnvironmentSchema>;
