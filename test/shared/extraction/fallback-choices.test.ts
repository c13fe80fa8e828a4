import { describe, expect, it } from 'vitest';
import {
  fallbackChoices,
  fallbackNames,
  fallbackProviders,
} from '../../../shared/extraction/fallback-choices.ts';
import { resolveModelChoice } from '../../../shared/extraction/resolve-model-choice.ts';
import { fallbackList } from '../../../shared/settings/model-settings.ts';
import { modelChoice, titleAnalysis } from '../../builders/analysis.ts';

describe('the fallbacks of a provider', () => {
  it('are asked in the order of the setting, each with its own address and model', () => {
    const wishes = {
      SLUICE_FALLBACK: 'openrouter, deepseek',
      SLUICE_MODEL: 'my-model',
      OPENAI_BASE_URL: 'https://my.example/v1',
    };

    const choices = fallbackChoices(wishes, modelChoice, titleAnalysis);

    expect(choices).toEqual([resolveModelChoice({ SLUICE_PROVIDER: 'openrouter' }, false)]);
    const others = { ...modelChoice, providerIdentity: 'custom https://my.example/v1' };
    expect(fallbackChoices(wishes, others, titleAnalysis).map(({ provider }) => provider)).toEqual([
      'openrouter',
      'deepseek',
    ]);
  });

  it('are none where none are named', () => {
    expect(fallbackChoices({}, modelChoice, titleAnalysis)).toEqual([]);
    expect(fallbackProviders(undefined)).toEqual([]);
  });

  it('can only be providers that need no further settings', () => {
    expect(fallbackNames).toEqual(['cometapi', 'deepseek', 'openai', 'openrouter']);
    expect(fallbackList.safeParse('deepseek,openrouter').success).toBe(true);
    expect(fallbackList.safeParse('deepseek,custom').success).toBe(false);
    expect(fallbackList.safeParse('deepseek,,openai').success).toBe(false);
  });
});
