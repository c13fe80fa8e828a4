import { ModelBaseUrlMissing, ModelNotChosen } from '../failure/settings-errors.ts';
import type { DirectChoice, ModelChoice, ThinkingSwitch } from './model-choice.ts';
import type { ProviderName } from './provider-names.ts';
import { type ProviderPreset, providerOfBaseUrl, providerPresets } from './provider-presets.ts';
import type { StructuredOutput } from './structured-output.ts';
import { structuredOutputsFrom } from './structured-outputs-from.ts';

/** What a person may have said about the model, by the names of the settings. */
export interface ModelWishes {
  readonly SLUICE_PROVIDER?: ProviderName | undefined;
  readonly OPENAI_BASE_URL?: string | undefined;
  readonly SLUICE_MODEL?: string | undefined;
  readonly SLUICE_THINKING?: 'on' | 'off' | undefined;
  readonly SLUICE_THINKING_SWITCH?: Exclude<ThinkingSwitch, 'model-id'> | undefined;
  readonly SLUICE_STRUCTURED_OUTPUT?: StructuredOutput | undefined;
  readonly SLUICE_MODEL_CONTEXT?: number | undefined;
}

/** All of a choice but which model. */
type Unnamed = Omit<ModelChoice, 'model' | 'direct'> & {
  readonly direct: Omit<DirectChoice, 'model'> | null;
};

/** A choice that lacks its model: {@link chooseOnlyModel} completes it with the server's own list. */
export interface ModelListNeeded {
  readonly needsModelList: Unnamed;
}

/**
 * The model that is asked, from settings and analysis alone.
 *
 * @param analysisThinking whether the analysis wants thinking; the settings overrule it, and where
 *   neither says anything there is none
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

  const wanted = isThinkingWanted(wishes, analysisThinking);
  const model = wishes.SLUICE_MODEL ?? modelOf(preset, wanted);
  const thinkingSwitch = switchOf(wishes, preset, model);
  const thinking = {
    'model-id': model === preset.models?.thinking,
    'thinking-field': wanted,
    'reasoning-effort': wanted,
    'reasoning-field': wanted,
    'chat-template': wanted,
    none: false,
  }[thinkingSwitch];

  const contextTokens = wishes.SLUICE_MODEL_CONTEXT ?? preset.contextTokens;
  const limits = (mode: 'direct' | 'thinking'): Omit<DirectChoice, 'model'> => ({
    structuredOutputs: structuredOutputsFrom(
      wishes.SLUICE_STRUCTURED_OUTPUT,
      preset.structuredOutputs[mode],
    ),
    maxOutputTokens: Math.min(preset.maxOutputTokens[mode], Math.ceil(contextTokens / 2)),
  });
  const choice = {
    provider,
    providerIdentity: identityOf(provider, baseUrl, preset),
    baseUrl,
    thinking,
    thinkingSwitch,
    ...limits(thinking ? 'thinking' : 'direct'),
    direct: thinking ? limits('direct') : null,
    contextTokens,
    slowTokensPerSecond: preset.slowTokensPerSecond,
  };
  return model === undefined ? { needsModelList: choice } : nameModel(choice, model);
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
  return nameModel(needsModelList, model);
}

/** Without thinking it is the same model, but where the model id is the switch. */
function nameModel(unnamed: Unnamed, model: string): ModelChoice {
  const { models } = providerPresets[unnamed.provider];
  const directModel = unnamed.thinkingSwitch === 'model-id' ? models?.direct : undefined;
  const direct = unnamed.direct && { ...unnamed.direct, model: directModel ?? model };
  return { ...unnamed, model, direct };
}

function isThinkingWanted({ SLUICE_THINKING }: ModelWishes, ofAnalysis = false): boolean {
  return SLUICE_THINKING === undefined ? ofAnalysis : SLUICE_THINKING === 'on';
}

function switchOf(
  { SLUICE_THINKING_SWITCH }: ModelWishes,
  preset: ProviderPreset,
  model: string | undefined,
): ThinkingSwitch {
  if (SLUICE_THINKING_SWITCH !== undefined) return SLUICE_THINKING_SWITCH;
  const applies = preset.switchesEveryModel || isPresetModel(preset, model);
  return applies ? preset.thinkingSwitch : 'none';
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
