import {
  chooseOnlyModel,
  resolveModelChoice,
} from '../../shared/extraction/resolve-model-choice.ts';
import type { LocalSettings } from '../../shared/settings/local-settings.ts';
import { CommandError } from '../command-error.ts';

/** A list of models is a small thing: a server that takes longer does not work, in milliseconds. */
const modelListTimeoutMs = 10_000;

/**
 * The model that the settings leave to the server, asked before anything is uploaded; nothing where
 * they name one.
 *
 * @throws {CommandError} where the server does not say which models it has
 * @throws {ModelBaseUrlMissing | ModelNotChosen}
 */
export async function onlyModelOf(
  settings: LocalSettings['model'],
): Promise<{ readonly SLUICE_MODEL?: string }> {
  const resolved = resolveModelChoice(settings);
  if (!('needsModelList' in resolved)) return {};
  const { baseUrl } = resolved.needsModelList;
  return { SLUICE_MODEL: chooseOnlyModel(resolved, await modelsAt(baseUrl, settings)).model };
}

async function modelsAt(
  baseUrl: string,
  { OPENAI_API_KEY = '' }: LocalSettings['model'],
): Promise<readonly string[]> {
  // The SDK is large, and most settings name their model.
  const { OpenAiLanguageModel } =
    await import('../../shared/adapters/openai/openai-language-model.ts');
  const { systemClock } = await import('../../shared/adapters/system/system-clock.ts');
  const server = new OpenAiLanguageModel({ apiKey: OPENAI_API_KEY, clock: systemClock });
  try {
    return await server.listModels({ baseUrl, signal: AbortSignal.timeout(modelListTimeoutMs) });
  } catch (error) {
    const { origin, pathname } = new URL(baseUrl);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot ask ${origin}${pathname} which model it has: ${reason}`, {
      cause: error,
    });
  }
}
