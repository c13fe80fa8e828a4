import { describe, expect, it } from 'vitest';
import type { ModelChoice } from '../../../shared/extraction/model-choice.ts';
import {
  chooseOnlyModel,
  type ModelWishes,
  resolveModelChoice,
} from '../../../shared/extraction/resolve-model-choice.ts';
import { withoutThinking } from '../../../shared/extraction/without-thinking.ts';

function choiceFor(wishes: ModelWishes, analysisThinking?: boolean): ModelChoice {
  const choice = resolveModelChoice(wishes, analysisThinking);
  if ('needsModelList' in choice) throw new Error('the choice lacks its model');
  return choice;
}

function identityOf(baseUrl: string): string {
  return choiceFor({ OPENAI_BASE_URL: baseUrl, SLUICE_MODEL: 'm' }).providerIdentity;
}

describe('choosing the model', () => {
  it('asks CometAPI without thinking where nothing is said', () => {
    expect(choiceFor({})).toEqual({
      provider: 'cometapi',
      providerIdentity: 'cometapi',
      baseUrl: 'https://api.cometapi.com/v1',
      model: 'DeepSeek-V3.2-Exp-nothinking',
      thinking: false,
      thinkingSwitch: 'model-id',
      structuredOutputs: ['json_object', 'text'],
      direct: null,
      contextTokens: 131_072,
      maxOutputTokens: 8192,
      slowTokensPerSecond: 15,
    });
  });

  it('lets the settings decide on thinking, and the analysis where they leave that open', () => {
    expect(choiceFor({}, true)).toMatchObject({
      model: 'DeepSeek-V3.2-Exp-thinking',
      thinking: true,
      maxOutputTokens: 65_536,
    });
    expect(choiceFor({ SLUICE_THINKING: 'on' }).thinking).toBe(true);
    expect(choiceFor({ SLUICE_THINKING: 'on' }, false).thinking).toBe(true);
    expect(choiceFor({ SLUICE_THINKING: 'off' }, true).thinking).toBe(false);
  });

  it('knows how to ask a model that thinks without thinking', () => {
    const comet = choiceFor({}, true);
    const deepSeek = choiceFor({ SLUICE_PROVIDER: 'deepseek' }, true);

    expect(withoutThinking(comet)).toEqual(choiceFor({}, false));
    expect(withoutThinking(deepSeek)).toEqual(choiceFor({ SLUICE_PROVIDER: 'deepseek' }, false));
    expect(deepSeek.structuredOutputs).toEqual(['json_object', 'text']);
    expect(deepSeek.direct?.structuredOutputs).toEqual(['strict_tools', 'json_object', 'text']);
  });

  it('knows no way without thinking where there is none, or no switch', () => {
    expect(withoutThinking(choiceFor({}, false))).toBeNull();
    expect(withoutThinking(choiceFor({ SLUICE_MODEL: 'gpt-oss-120b' }, true))).toBeNull();
  });

  it("tells a server of one's own whether to think, by the switch that the settings name", () => {
    const server = { OPENAI_BASE_URL: 'http://localhost:8000/v1', SLUICE_MODEL: 'qwen3' };

    const choice = choiceFor({ ...server, SLUICE_THINKING_SWITCH: 'chat-template' }, true);

    expect(choice).toMatchObject({ thinking: true, thinkingSwitch: 'chat-template' });
    expect(withoutThinking(choice)).toMatchObject({ model: 'qwen3', thinking: false });
    expect(choiceFor(server, true)).toMatchObject({ thinking: false, thinkingSwitch: 'none' });
  });

  it.each([
    ['json_schema', ['json_schema', 'json_object', 'text']],
    ['strict_tools', ['strict_tools', 'json_object', 'text']],
    ['json_object', ['json_object', 'text']],
    ['text', ['text']],
  ] as const)('begins with %s where the settings say that a server has it', (mode, expected) => {
    const server = { OPENAI_BASE_URL: 'http://localhost:8000/v1', SLUICE_MODEL: 'qwen3' };

    const choice = choiceFor({ ...server, SLUICE_STRUCTURED_OUTPUT: mode });

    expect(choice.structuredOutputs).toEqual(expected);
  });

  it('takes the context that the settings name, and leaves half of it for the answer', () => {
    expect(choiceFor({ SLUICE_MODEL_CONTEXT: 1_000_000 })).toMatchObject({
      contextTokens: 1_000_000,
      maxOutputTokens: 8192,
    });
    expect(choiceFor({ SLUICE_MODEL_CONTEXT: 8192 })).toMatchObject({
      contextTokens: 8192,
      maxOutputTokens: 4096,
    });
  });

  it.each([
    ['https://api.deepseek.com/v1', 'deepseek', 'deepseek-flash'],
    ['https://api.cometapi.com/v1', 'cometapi', 'DeepSeek-V3.2-Exp-nothinking'],
    ['https://api.openai.com/v1', 'openai', 'gpt-6-luna'],
    ['https://openrouter.ai/api/v1', 'openrouter', 'deepseek/deepseek-v3.2-exp'],
  ])('recognises %s as %s', (baseUrl, provider, model) => {
    expect(choiceFor({ OPENAI_BASE_URL: baseUrl })).toMatchObject({ provider, baseUrl, model });
  });

  it('keeps the preset that was asked for behind a base URL of another host', () => {
    const choice = choiceFor({
      SLUICE_PROVIDER: 'deepseek',
      OPENAI_BASE_URL: 'https://proxy.example/deepseek',
    });

    expect(choice).toMatchObject({
      provider: 'deepseek',
      baseUrl: 'https://proxy.example/deepseek',
      thinkingSwitch: 'thinking-field',
    });
  });

  it('passes a model id on that the preset does not know, with the limits of the preset', () => {
    expect(choiceFor({ SLUICE_MODEL: 'gpt-oss-120b' }, true)).toMatchObject({
      provider: 'cometapi',
      model: 'gpt-oss-120b',
      thinking: false,
      thinkingSwitch: 'none',
      contextTokens: 131_072,
      maxOutputTokens: 8192,
    });
    expect(
      choiceFor({ SLUICE_PROVIDER: 'deepseek', SLUICE_MODEL: 'deepseek-v4-pro' }, true),
    ).toMatchObject({ model: 'deepseek-v4-pro', thinking: true });
  });

  it('reads thinking off the model id where the id is the switch', () => {
    const choice = choiceFor({ SLUICE_MODEL: 'DeepSeek-V3.2-Exp-thinking' }, false);

    expect(choice.thinking).toBe(true);
  });

  it('tells two custom servers apart, but not two spellings of one', () => {
    expect(identityOf('http://localhost:11434/v1')).toBe('custom http://localhost:11434/v1');
    expect(identityOf('http://me:secret@localhost:11434/v1/')).toBe(
      'custom http://localhost:11434/v1',
    );
    expect(identityOf('http://localhost:8000/v1')).not.toBe(identityOf('http://localhost:9000/v1'));
  });

  it('takes the only model that a custom server has', () => {
    const open = resolveModelChoice({ OPENAI_BASE_URL: 'http://localhost:11434/v1' });
    if (!('needsModelList' in open)) throw new Error('a model was chosen from nowhere');

    expect(chooseOnlyModel(open, ['qwen3:8b'])).toMatchObject({
      provider: 'custom',
      model: 'qwen3:8b',
      direct: null,
    });
    expect(() => chooseOnlyModel(open, ['qwen3:8b', 'llama4'])).toThrow(
      expect.objectContaining({
        code: 'MODEL_NOT_CHOSEN',
        message:
          'the server at http://localhost:11434/v1 has 2 models; set SLUICE_MODEL to one of qwen3:8b, llama4',
      }),
    );
    expect(() => chooseOnlyModel(open, [])).toThrow(
      expect.objectContaining({ code: 'MODEL_NOT_CHOSEN' }),
    );
  });

  it.each(['custom', 'offline'] as const)('needs an address for %s', (provider) => {
    expect(() => resolveModelChoice({ SLUICE_PROVIDER: provider })).toThrow(
      expect.objectContaining({ code: 'MODEL_BASE_URL_MISSING' }),
    );
  });

  it('names the offline model', () => {
    expect(
      choiceFor({ SLUICE_PROVIDER: 'offline', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }),
    ).toMatchObject({ model: 'offline-extractive', providerIdentity: 'offline', thinking: false });
  });
});
