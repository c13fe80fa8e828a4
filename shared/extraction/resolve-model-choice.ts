import { ModelBaseUrlMissing, ModelNotChosen } from '../failure/settings-errors.ts';
import type { ModelChoice } from './model-choice.ts';
import type { ProviderName } from './provider-names.ts';
import { type ProviderPreset, providerOfBaseUrl, providerPresets } from './provider-presets.ts';

/** What a person may have said about the model, by the names of the settings. */
export interface ModelWishes {
  readonly SLUICE_PROVIDER?: ProviderName | undefined;
  readonly OPENAI_BASE_URL?: string | undefined;
  readonly SLUICE_MODEL?: string | undefined;
  readonly SLUICE_THINKING?: 'on' | 'off' | undefined;
}

/** A choice that lacks its model: {@link chooseOnlyModel} completes it with the server's own list. */
export interface ModelListNeeded {
  readonly needsModelList: Omit<ModelChoice, 'model'>;
}

/**
 * The model that is asked, from settings and analysis alone.
 *
 * @param analysisThinking whether the analysis wants thinking; where it leaves that open the
 *   settings decide, and where they do too there is none
 * @throws {ModelBaseUrlMissing}
 */
export function resolveModelChoice(
  wishes: ModelWishes,
  analysisThinking?: boolean,
): ModelChoice | ModelListNeeded {
  const provider = providerOf(wishes);
  const preset = providerPresets[provider];
  const baseUrl = wishes.OPENAI_BASE_URL ?? preset.baseUrl;
  if (baseUrl === null) throw new ModelBaseUrlMissing(provider);

  const wanted = analysisThinking ?? wishes.SLUICE_THINKING === 'on';
  const model = wishes.SLUICE_MODEL ?? modelOf(preset, wanted);
  const thinkingSwitch =
    preset.switchesEveryModel || isPresetModel(preset, model) ? preset.thinkingSwitch : 'none';
  const thinking = {
    'model-id': model === preset.models?.thinking,
    'thinking-field': wanted,
    'reasoning-effort': wanted,
    'reasoning-field': wanted,
    none: false,
  }[thinkingSwitch];

  const choice = {
    provider,
    providerIdentity: identityOf(provider, baseUrl, preset),
    baseUrl,
    thinking,
    thinkingSwitch,
    structuredOutputs: ['json_object'],
    contextTokens: preset.contextTokens,
    maxOutputTokens: preset.maxOutputTokens[thinking ? 'thinking' : 'direct'],
    slowTokensPerSecond: preset.slowTokensPerSecond,
  } as const;
  return model === undefined ? { needsModelList: choice } : { ...choice, model };
}

/**
 * Completes a choice with the only model that its server has.
 *
 * @throws {ModelNotChosen} where it has none or several
 */
export function chooseOnlyModel(
  { needsModelList }: ModelListNeeded,
  modelIds: readonly string[],
): ModelChoice {
  const [model] = modelIds;
  if (model === undefined || modelIds.length > 1) {
    throw new ModelNotChosen(rootOf(needsModelList.baseUrl), modelIds);
  }
  return { ...needsModelList, model };
}

/** The provider that is asked first. */
export function providerOf({ SLUICE_PROVIDER, OPENAI_BASE_URL }: ModelWishes): ProviderName {
  if (SLUICE_PROVIDER !== undefined) return SLUICE_PROVIDER;
  return OPENAI_BASE_URL === undefined ? 'cometapi' : providerOfBaseUrl(OPENAI_BASE_URL);
}

/** A preset at an address of its own is that provider; anywhere else it is the server there. */
function identityOf(
  provider: ProviderName,
  baseUrl: string,
  { baseUrl: own }: ProviderPreset,
): string {
  const isOwn = provider === 'offline' || (own !== null && rootOf(own) === rootOf(baseUrl));
  return isOwn ? provider : `${provider} ${rootOf(baseUrl)}`;
}

function modelOf({ models }: ProviderPreset, thinking: boolean): string | undefined {
  return models?.[thinking ? 'thinking' : 'direct'];
}

function isPresetModel({ models }: ProviderPreset, model: string | undefined): boolean {
  return models !== null && (model === models.direct || model === models.thinking);
}

/** Without credentials, query and closing slash, which do not make it another server. */
function rootOf(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname.replace(/\/+$/, '');
}
