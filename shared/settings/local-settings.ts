import { type Environment, readEnvironment } from './environment.ts';
import { modelEnvironmentSchema } from './model-settings.ts';

const environmentSchema = modelEnvironmentSchema.omit({ MODEL_API_KEY_SECRET_ARN: true });

/** What the person in front of the machine said of the model. */
export interface LocalSettings {
  /** Variables to lay over the template's own; the offline model's base URL is not among them. */
  readonly modelEnvironment: Readonly<Record<string, string>>;
  /** Whether the offline model has to be started: asked for, or nothing else was named. */
  readonly needsOfflineModel: boolean;
}

/**
 * Without a key, a base URL and a provider there is only one model that can answer: the offline
 * one. A model id without the server that knows it is dropped with it.
 *
 * @throws {z.ZodError} that names every malformed variable at once
 */
export function readLocalSettings(environment: Environment = process.env): LocalSettings {
  const settings = readEnvironment(environmentSchema, environment);
  const { SLUICE_PROVIDER, OPENAI_BASE_URL, OPENAI_API_KEY, SLUICE_THINKING } = settings;
  const nothingWasNamed =
    SLUICE_PROVIDER === undefined && OPENAI_BASE_URL === undefined && OPENAI_API_KEY === undefined;
  const needsOfflineModel =
    nothingWasNamed || (SLUICE_PROVIDER === 'offline' && OPENAI_BASE_URL === undefined);
  return {
    modelEnvironment: defined(
      needsOfflineModel ? { SLUICE_PROVIDER: 'offline', SLUICE_THINKING } : settings,
    ),
    needsOfflineModel,
  };
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
