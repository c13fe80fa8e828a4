import type { ModelChoice } from '../../shared/extraction/model-choice.ts';
import { resolveModelChoice } from '../../shared/extraction/resolve-model-choice.ts';
import type { LocalSettings } from '../../shared/settings/local-settings.ts';

/**
 * Whom the settings of a local pipeline have asked first, and which model of theirs: `?` where the
 * server has to say that.
 *
 * @throws {ModelBaseUrlMissing}
 */
export function firstChoice(
  settings: LocalSettings['model'],
  thinking = false,
): Pick<ModelChoice, 'provider' | 'baseUrl' | 'model'> {
  const resolved = resolveModelChoice(settings, thinking);
  return 'needsModelList' in resolved ? { ...resolved.needsModelList, model: '?' } : resolved;
}
