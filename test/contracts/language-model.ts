import { describe, expect, it } from 'vitest';
import type {
  LanguageModel,
  ModelAnswer,
  ModelRequest,
} from '../../shared/ports/language-model.ts';

/** What the model behind the port is made to do with the next request. */
export type ModelSituation = 'answers' | 'reaches its limit' | 'throttles' | 'cuts' | 'waits';

/** A model in a situation, and a request that it takes. */
export interface PreparedModel extends AsyncDisposable {
  readonly model: LanguageModel;
  readonly request: Omit<ModelRequest, 'signal'>;
  /** Resolves when the request has reached the model that `waits`. */
  readonly begun: Promise<unknown>;
}

/** The answer that `answers` and `reaches its limit` give. */
export const contractAnswer = {
  text: '{"title":"Łódź"}',
  reasoning: 'a city',
  usage: { promptTokens: 900, cachedPromptTokens: 128, completionTokens: 30, reasoningTokens: 7 },
  servedModel: 'served-model',
  fingerprint: 'fp_1',
  responseId: 'response-1',
  requestId: 'request-1',
} satisfies Partial<ModelAnswer>;

/** What every {@link LanguageModel} keeps, the fake and the real one. */
export function itKeepsTheContractOfALanguageModel(
  prepare: (situation: ModelSituation) => Promise<PreparedModel>,
): void {
  const living = new AbortController().signal;

  describe('as a language model', () => {
    it('gives the answer whole, with what it cost and who gave it', async () => {
      await using prepared = await prepare('answers');

      const answer = await prepared.model.answer({ ...prepared.request, signal: living });

      expect(answer).toMatchObject({ ...contractAnswer, finishReason: 'stop' });
    });

    it('gives an answer that reached its limit too, since it was paid for', async () => {
      await using prepared = await prepare('reaches its limit');

      const answer = await prepared.model.answer({ ...prepared.request, signal: living });

      expect(answer).toMatchObject({ ...contractAnswer, finishReason: 'length' });
    });

    it('names a throttled call, which costs nothing', async () => {
      await using prepared = await prepare('throttles');

      await expect(
        prepared.model.answer({ ...prepared.request, signal: living }),
      ).rejects.toMatchObject({ code: 'MODEL_THROTTLED', retryable: true, maybeBilled: false });
    });

    it('names an answer that was cut, which may cost something', async () => {
      await using prepared = await prepare('cuts');

      await expect(
        prepared.model.answer({ ...prepared.request, signal: living }),
      ).rejects.toMatchObject({ code: 'MODEL_CALL_CUT', retryable: true, maybeBilled: true });
    });

    it('ends a call that is given up, which may cost something', async () => {
      await using prepared = await prepare('waits');
      const caller = new AbortController();

      const answer = prepared.model.answer({ ...prepared.request, signal: caller.signal });
      await prepared.begun;
      caller.abort();

      await expect(answer).rejects.toMatchObject({ code: 'MODEL_CALL_CUT', maybeBilled: true });
    });
  });
}
