import type { Analysis } from '../analysis/define-analysis.ts';
import type { ModelChoice } from './model-choice.ts';
import { type ProviderName, providerNames } from './provider-names.ts';
import { providerPresets } from './provider-presets.ts';
import { type ModelWishes, resolveModelChoice } from './resolve-model-choice.ts';

/** The providers that can be asked in the place of another: those with an address and models of their own. */
export const fallbackNames = providerNames.filter(
  (name) => providerPresets[name].baseUrl !== null && providerPresets[name].models !== null,
);

/** Names in a list such as `deepseek,openrouter`, in their order. */
export function fallbackProviders(list: string | undefined): readonly ProviderName[] {
  const names = (list ?? '').split(',').map((name) => name.trim());
  return names.flatMap((name) => fallbackNames.find((known) => known === name) ?? []);
}

/**
 * Whom to ask while the first provider refuses, in order: each with the model of its preset, and the
 * first provider itself not once more.
 */
export function fallbackChoices(
  wishes: ModelWishes & { readonly SLUICE_FALLBACK?: string | undefined },
  first: ModelChoice,
  analysis: Analysis,
): readonly ModelChoice[] {
  const { SLUICE_FALLBACK, SLUICE_THINKING } = wishes;
  return fallbackProviders(SLUICE_FALLBACK)
    .map((name) =>
      resolveModelChoice({ SLUICE_PROVIDER: name, SLUICE_THINKING }, analysis.thinking),
    )
    .flatMap((choice) => ('needsModelList' in choice ? [] : [choice]))
    .filter(({ providerIdentity }) => providerIdentity !== first.providerIdentity);
}
