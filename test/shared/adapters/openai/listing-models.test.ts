import { describe, expect, it } from 'vitest';
import { OpenAiLanguageModel } from '../../../../shared/adapters/openai/openai-language-model.ts';
import { type FakeModelServer, startFakeModelServer } from '../../../fakes/fake-model-server.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { reply, resetAfter, silence } from '../../../fakes/model-behaviours.ts';
import { modelList } from '../../../fakes/model-list.ts';

async function listModels(
  { baseUrl }: Pick<FakeModelServer, 'baseUrl'>,
  signal = new AbortController().signal,
): Promise<readonly string[]> {
  const model = new OpenAiLanguageModel({ apiKey: 'test-key', clock: new ManualClock() });
  return model.listModels({ baseUrl, signal });
}

describe('the models of a server', () => {
  it('are those that it lists', async () => {
    await using server = await startFakeModelServer({
      script: [],
      models: modelList('a', 'b/c:d', 'not an id'),
    });

    expect(await listModels(server)).toEqual(['a', 'b/c:d']);
  });

  it('are not known where it does not answer in time, which passes and costs nothing', async () => {
    await using server = await startFakeModelServer({ script: [], models: silence() });

    await expect(listModels(server, AbortSignal.timeout(100))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: 'the server did not list its models: the call was given up before it was answered',
      maybeBilled: false,
    });
  });

  it.each([
    ['the connection is reset', resetAfter(null)],
    ['the list breaks off', resetAfter('[')],
    ['a gateway gives up', reply(504, 'no answer from upstream')],
    ['it is overloaded', reply(503, { error: { message: 'loading' } })],
  ])('are not known where %s, which passes too', async (_what, models) => {
    await using server = await startFakeModelServer({ script: [], models });

    await expect(listModels(server)).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      retryable: true,
    });
  });

  it('are not known where the key is refused, which somebody has to repair', async () => {
    const models = reply(401, { error: { message: 'invalid key' } });
    await using server = await startFakeModelServer({ script: [], models });

    await expect(listModels(server)).rejects.toMatchObject({ code: 'MODEL_ACCOUNT_REFUSED' });
  });

  it('are not known where the reply is a page', async () => {
    await using server = await startFakeModelServer({ script: [], models: reply(200, '<html>') });

    await expect(listModels(server)).rejects.toMatchObject({ code: 'MODEL_REQUEST_REJECTED' });
  });
});
