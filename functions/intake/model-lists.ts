import { modelApiKey } from '../../shared/adapters/aws/model-api-key.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { ModelList } from '../../shared/ports/model-list.ts';
import type { ModelSettings } from '../../shared/settings/model-settings.ts';

/** Asks a server for its models; loads the model client only where a server is asked at all. */
export function modelLists(settings: ModelSettings): ModelList {
  return {
    listModels: async (server) => {
      const { OpenAiLanguageModel } =
        await import('../../shared/adapters/openai/openai-language-model.ts');
      const apiKey = modelApiKey(settings, systemClock);
      return new OpenAiLanguageModel({ apiKey, clock: systemClock }).listModels(server);
    },
  };
}
