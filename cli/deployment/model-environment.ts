import {
  offlineModelNotice,
  startOfflineModel,
} from '../../local/offline-model/offline-model-server.ts';
import { readLocalSettings } from '../../shared/settings/local-settings.ts';

/** Variables for the functions, and the end of what had to be started for them. */
export interface ModelEnvironmentInUse {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts the offline model if the person's settings leave no other, and says so. */
export async function startModelEnvironment(
  note: (text: string) => void,
): Promise<ModelEnvironmentInUse> {
  const { modelEnvironment, needsOfflineModel } = readLocalSettings();
  if (!needsOfflineModel) return { environment: modelEnvironment, stop: async () => {} };

  const offlineModel = await startOfflineModel();
  note(offlineModelNotice);
  return {
    environment: { ...modelEnvironment, OPENAI_BASE_URL: offlineModel.baseUrl },
    stop: async () => offlineModel.stop(),
  };
}
