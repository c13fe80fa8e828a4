import * as z from 'zod';
import { providerNames } from '../extraction/provider-names.ts';

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
  /** Whether the model thinks before it answers, where the analysis leaves it open. */
  SLUICE_THINKING: z.enum(['on', 'off']).optional(),
});

/** What a person may say of the model; everything is optional. */
export type ModelEnvironment = z.input<typeof modelEnvironmentSchema>;

/** The same, read. */
export type ModelSettings = z.output<typeof modelEnvironmentSchema>;
