import { modelApiKeys } from '../../shared/adapters/aws/model-api-key.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { providerOf } from '../../shared/extraction/resolve-model-choice.ts';
import type { ModelList } from '../../shared/ports/model-list.ts';
import type { ModelSettings } from '../../shared/settings/model-settings.ts';

/** Asks a server for its models; loads the model client only where a server is asked at all. */
export function modelLists(settings: ModelSettings): ModelList {
  return {
    listModels: async (server) => {
      const { OpenAiLanguageModel } =
        await import('../../shared/adapters/openai/openai-language-model.ts');
      const keys = modelApiKeys(settings, systemClock);
      const apiKey = () => keys({ provider: providerOf(settings), isFallback: false });
      return new OpenAiLanguageModel({ apiKey, clock: systemClock }).listModels(server);
    },
  };
}
