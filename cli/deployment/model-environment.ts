import { offlineModelId } from '../../local/offline-model/chat-completion.ts';
import {
  offlineModelNotice,
  startOfflineModel,
} from '../../local/offline-model/offline-model-server.ts';
import { type LocalSettings, readLocalSettings } from '../../shared/settings/local-settings.ts';
import { modelNotice } from './model-notice.ts';
import { onlyModelOf } from './only-model.ts';
import { requireModelKey } from './require-model-key.ts';
import { requireModelServer } from './require-model-server.ts';

/** Variables for the functions, and the end of what had to be started for them. */
export interface ModelEnvironmentInUse {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Makes sure that there is a model, and says which before anything is sent to it: that of the
 * person's settings, or the offline one, which it starts.
 *
 * @throws {SettingsInvalid | CommandError | PipelineError}
 */
export async function startModelEnvironment(
  note: (text: string) => void,
  settings: LocalSettings = readLocalSettings(),
): Promise<ModelEnvironmentInUse> {
  if (settings.offline === null) {
    requireModelKey(settings.model);
    const model = { ...settings.model, ...(await onlyModelOf(settings.model)) };
    await requireModelServer(model);
    note(modelNotice(model));
    return { environment: defined(model), stop: async () => {} };
  }
  const offlineModel = await startOfflineModel();
  note(noticeOf(settings));
  return {
    environment: defined({ ...settings.model, OPENAI_BASE_URL: offlineModel.baseUrl }),
    stop: async () => offlineModel.stop(),
  };
}

function noticeOf({ offline, unused }: LocalSettings): string {
  const notice =
    offline === 'nothing-named'
      ? offlineModelNotice
      : `SLUICE_PROVIDER is offline, so ${offlineModelId} answers: it is not a language model, it copies sentences out of the document by fixed rules.`;
  return unused.length === 0 ? notice : `${notice} Set, and not used: ${unused.join(', ')}.`;
}

function defined(
  values: Readonly<Record<string, string | number | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
