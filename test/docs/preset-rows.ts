import { providerNames } from '../../shared/extraction/provider-names.ts';
import { providerPresets } from '../../shared/extraction/provider-presets.ts';

const number = new Intl.NumberFormat('en');
const none = '–';

/** What docs/providers.md says of the presets' models and limits. */
export function presetRows(): string[][] {
  return providerNames.map((name) => {
    const { baseUrl, models, contextTokens, maxOutputTokens, concurrencyLimit } =
      providerPresets[name];
    const { direct, thinking } = maxOutputTokens;
    return [
      name,
      baseUrl ?? none,
      models?.direct ?? none,
      models?.thinking ?? none,
      number.format(contextTokens),
      direct === thinking
        ? number.format(direct)
        : `${number.format(direct)}, ${number.format(thinking)}`,
      concurrencyLimit === null ? none : number.format(concurrencyLimit),
    ];
  });
}

/** What docs/providers.md says of how presets are asked. */
export function wayRows(): string[][] {
  return providerNames.map((name) => {
    const { thinkingSwitch, structuredOutputs, firstTokenDeadlineMs } = providerPresets[name];
    return [
      name,
      thinkingSwitch,
      structuredOutputs.direct.join(', '),
      structuredOutputs.thinking.join(', '),
      `${firstTokenDeadlineMs / 1000} s`,
    ];
  });
}
