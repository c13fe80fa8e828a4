import { fallbackProviders } from '../../shared/extraction/fallback-choices.ts';
import { providerPresets } from '../../shared/extraction/provider-presets.ts';
import type { LocalSettings } from '../../shared/settings/local-settings.ts';
import { CommandError } from '../command-error.ts';
import { firstChoice } from './first-choice.ts';

/**
 * Makes sure that a provider which answers nobody without a key has one, before a pipeline is
 * started whose jobs could only wait. A server of one's own, or a proxy that adds the key, needs
 * none, whatever preset it is said to speak like; a fallback with its own key answers without it.
 *
 * @throws {CommandError} where the key is missing
 * @throws {ModelBaseUrlMissing}
 */
export function requireModelKey(settings: LocalSettings['model']): void {
  const { provider, baseUrl } = firstChoice(settings);
  if (settings.OPENAI_API_KEY !== undefined || hasFallback(settings, provider)) return;
  if (!providerPresets[provider].hosts.includes(new URL(baseUrl).hostname)) return;
  throw new CommandError(`OPENAI_API_KEY is not set; ${provider} needs one`);
}

function hasFallback(
  { SLUICE_FALLBACK, SLUICE_FALLBACK_API_KEY }: LocalSettings['model'],
  first: string,
): boolean {
  return (
    SLUICE_FALLBACK_API_KEY !== undefined &&
    fallbackProviders(SLUICE_FALLBACK).some((provider) => provider !== first)
  );
}
