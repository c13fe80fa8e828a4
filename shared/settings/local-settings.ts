import * as z from 'zod';
import { type Environment, withoutEmpty } from './environment.ts';
import { modelEnvironmentSchema, type ModelSettings } from './model-settings.ts';
import { SettingsInvalid } from './settings-invalid.ts';

const localModelSchema = modelEnvironmentSchema.omit({ MODEL_API_KEY_SECRET_ARN: true });

const environmentSchema = z.object({
  ...localModelSchema.shape,
  /** Whether this machine recognizes the text of scans, with data for English. */
  SLUICE_TEXT_RECOGNITION: z.enum(['on', 'off']).default('off'),
});

/**
 * Variables for the functions that say whether this machine recognizes scans; they overrule what the
 * template says, since Textract's price is not to be booked for work that nobody is paid for.
 *
 * @throws {SettingsInvalid}
 */
export function readLocalRecognition(environment: Environment = process.env): {
  readonly TEXT_RECOGNITION: 'off' | 'tesseract';
} {
  const { SLUICE_TEXT_RECOGNITION } = readOwnSettings(environment);
  return { TEXT_RECOGNITION: SLUICE_TEXT_RECOGNITION === 'on' ? 'tesseract' : 'off' };
}

/** What the person in front of the machine said of the model. */
export interface LocalSettings {
  /** The settings that count; the offline model's base URL is not among them. */
  readonly model: Omit<ModelSettings, 'MODEL_API_KEY_SECRET_ARN'>;
  /** Why the offline model has to be started; `null` where another one answers. */
  readonly offline: 'asked-for' | 'nothing-named' | null;
  /** Variables that are set and do not count, since the offline model answers. */
  readonly unused: readonly string[];
}

/**
 * Without a key, a base URL and a provider there is only one model that can answer: the offline
 * one. Whoever asks for it gets it, and nothing of the document goes to a server that happens to be
 * named as well.
 *
 * @param first settings that go before those of the environment
 * @throws {SettingsInvalid} that names every malformed variable at once
 */
export function readLocalSettings(
  environment: Environment = process.env,
  first: Environment = {},
): LocalSettings {
  const { SLUICE_TEXT_RECOGNITION: _, ...model } = readOwnSettings({ ...environment, ...first });
  const { SLUICE_PROVIDER, OPENAI_BASE_URL, OPENAI_API_KEY } = model;
  const isNothingNamed =
    SLUICE_PROVIDER === undefined && OPENAI_BASE_URL === undefined && OPENAI_API_KEY === undefined;
  if (SLUICE_PROVIDER !== 'offline' && !isNothingNamed) {
    return { model, offline: null, unused: [] };
  }
  const { SLUICE_THINKING, SLUICE_MODEL_CONTEXT, SLUICE_PROVIDER: _provider, ...unused } = model;
  return {
    model: { SLUICE_PROVIDER: 'offline', SLUICE_THINKING, SLUICE_MODEL_CONTEXT },
    offline: isNothingNamed ? 'nothing-named' : 'asked-for',
    unused: namesOf(unused),
  };
}

/** Which settings of the model are set, whatever their values. */
export function namedModelSettings(environment: Environment = process.env): string[] {
  const set = withoutEmpty(environment);
  return Object.keys(localModelSchema.shape).filter((name) => name in set);
}

function readOwnSettings(environment: Environment): z.output<typeof environmentSchema> {
  const set = withoutEmpty(environment);
  const { success, data, error } = environmentSchema.safeParse(set);
  if (!success) throw new SettingsInvalid(error, set);
  return data;
}

function namesOf(values: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(values).filter((name) => values[name] !== undefined);
}
