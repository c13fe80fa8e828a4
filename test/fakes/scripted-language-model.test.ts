import { describe, expect, it } from 'vitest';
import { ModelCallCut, ModelThrottled } from '../../shared/failure/model-errors.ts';
import { modelRequest } from '../builders/model-request.ts';
import {
  contractAnswer,
  itKeepsTheContractOfALanguageModel,
  type ModelSituation,
} from '../contracts/language-model.ts';
import {
  modelAnswer,
  type ScriptedAnswer,
  ScriptedLanguageModel,
} from './scripted-language-model.ts';

const scripts: Record<ModelSituation, ScriptedAnswer> = {
  answers: modelAnswer(contractAnswer),
  'reaches its limit': modelAnswer({ ...contractAnswer, finishReason: 'length' }),
  throttles: new ModelThrottled('too many requests'),
  cuts: new ModelCallCut('the connection broke'),
  waits: async ({ signal }) => {
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve, { once: true });
    });
    throw new ModelCallCut('the call was given up');
  },
};

describe('the scripted language model', () => {
  itKeepsTheContractOfALanguageModel(async (situation) => ({
    model: new ScriptedLanguageModel(scripts[situation]),
    request: modelRequest('http://127.0.0.1:9/v1'),
    begun: Promise.resolve(),
    [Symbol.asyncDispose]: async () => undefined,
  }));

  it('fails the test that asks more than it scripted', async () => {
    const model = new ScriptedLanguageModel();
    const { signal } = new AbortController();

    await expect(
      model.answer({ ...modelRequest('http://127.0.0.1:9/v1'), signal }),
    ).rejects.toThrow('no answer was scripted for call 1');
  });
});
