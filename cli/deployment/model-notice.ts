import { fallbackProviders } from '../../shared/extraction/fallback-choices.ts';
import type { LocalSettings } from '../../shared/settings/local-settings.ts';
import { firstChoice } from './first-choice.ts';

/**
 * Who gets to read the documents, and what changes it: a key alone names nobody, and its owner may
 * have meant another provider than the default.
 *
 * @param settings with the model named, where the provider has no usual one
 * @throws {ModelBaseUrlMissing}
 */
export function modelNotice(settings: LocalSettings['model']): string {
  const { provider, baseUrl } = firstChoice(settings);
  const models = new Set([false, true].map((thinking) => firstChoice(settings, thinking).model));
  const fallbacks = fallbackProviders(settings.SLUICE_FALLBACK);
  const isDefault =
    settings.SLUICE_PROVIDER === undefined && settings.OPENAI_BASE_URL === undefined;
  return [
    `Model: ${[...models].join(', or to think ')} of ${provider} (${new URL(baseUrl).host})`,
    ...(fallbacks.length === 0 ? [] : [`, else ${fallbacks.join(', ')}`]),
    isDefault ? `; ${provider} is the default where only a key is set` : '',
    '; SLUICE_PROVIDER, OPENAI_BASE_URL and SLUICE_MODEL choose another',
  ].join('');
}
