import { describe, expect, it, vi } from 'vitest';
import { OpenAiLanguageModel } from '../../../../shared/adapters/openai/openai-language-model.ts';
import type { ModelChoice } from '../../../../shared/extraction/model-choice.ts';
import type { Clock } from '../../../../shared/ports/clock.ts';
import type { ModelAnswer } from '../../../../shared/ports/language-model.ts';
import { modelRequest } from '../../../builders/model-request.ts';
import {
  contractAnswer,
  itKeepsTheContractOfALanguageModel,
  type ModelSituation,
} from '../../../contracts/language-model.ts';
import { type FakeModelServer, startFakeModelServer } from '../../../fakes/fake-model-server.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import {
  amongEmptyChunks,
  answer,
  cutAfter,
  type FakeAnswer,
  type ModelBehaviour,
  reply,
  resetAfterAnswer,
  stall,
  wholeBody,
} from '../../../fakes/model-behaviours.ts';

const never = new Promise(() => {});
const { signal } = new AbortController();

function openModel(
  apiKey: string | (() => Promise<string>) = 'test-key',
  clock: Clock = new ManualClock(),
): OpenAiLanguageModel {
  return new OpenAiLanguageModel({ apiKey, clock });
}

async function ask(
  { baseUrl }: FakeModelServer,
  choice: Partial<ModelChoice> = {},
): Promise<ModelAnswer> {
  return openModel().answer({ ...modelRequest(baseUrl, choice), signal });
}

const spelled: FakeAnswer = {
  text: contractAnswer.text,
  reasoning: contractAnswer.reasoning,
  usage: {
    prompt_tokens: 900,
    prompt_cache_hit_tokens: 128,
    completion_tokens: 30,
    completion_tokens_details: { reasoning_tokens: 7 },
  },
  headers: { 'x-ds-trace-id': 'request-1' },
};

const behaviours: Record<Exclude<ModelSituation, 'waits'>, ModelBehaviour> = {
  answers: answer(spelled),
  'reaches its limit': answer({ ...spelled, finishReason: 'length' }),
  throttles: reply(429, { error: { message: 'slow down' } }),
  cuts: cutAfter('{"title'),
};

describe('the OpenAI client', () => {
  itKeepsTheContractOfALanguageModel(async (situation) => {
    const begun = Promise.withResolvers<undefined>();
    const behaviour = situation === 'waits' ? stall(never) : behaviours[situation];
    const server = await startFakeModelServer({
      respond: () => {
        begun.resolve(undefined);
        return behaviour;
      },
    });
    return {
      model: openModel(),
      request: modelRequest(server.baseUrl),
      begun: begun.promise,
      [Symbol.asyncDispose]: async () => server.close(),
    };
  });

  it('sends two messages, json_object, streaming with usage, and nothing else', async () => {
    await using server = await startFakeModelServer({ script: [answer()] });

    await ask(server);

    expect(server.requests[0]?.body).toEqual({
      model: 'test-model',
      messages: [
        { role: 'system', content: 'Answer with JSON.' },
        { role: 'user', content: 'The secret word is Przemyśl.' },
      ],
      response_format: { type: 'json_object' },
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 500,
    });
    expect(server.wholeAnswers).toBe(1);
  });

  it('sends the key that is asked for at the call, without the line end of its file', async () => {
    await using server = await startFakeModelServer({ script: [answer()] });
    const model = openModel(async () => 'key-of-today\n');

    await model.answer({ ...modelRequest(server.baseUrl), signal });

    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer key-of-today' });
  });

  it.each([
    {
      provider: 'deepseek',
      thinkingSwitch: 'thinking-field',
      thinking: true,
      fields: { thinking: { type: 'enabled' }, reasoning_effort: 'high' },
    },
    {
      provider: 'deepseek',
      thinkingSwitch: 'thinking-field',
      thinking: false,
      fields: { thinking: { type: 'disabled' } },
    },
    {
      provider: 'custom',
      thinkingSwitch: 'chat-template',
      thinking: true,
      fields: { chat_template_kwargs: { thinking: true, enable_thinking: true } },
    },
    {
      provider: 'openai',
      thinkingSwitch: 'reasoning-effort',
      thinking: false,
      fields: { reasoning_effort: 'none', max_completion_tokens: 500 },
    },
    {
      provider: 'openrouter',
      thinkingSwitch: 'reasoning-field',
      thinking: false,
      fields: { reasoning: { enabled: false }, provider: { require_parameters: true } },
    },
  ] as const)('tells $provider whether to think ($thinking)', async ({ fields, ...choice }) => {
    await using server = await startFakeModelServer({ script: [answer()] });

    await ask(server, choice);

    expect(server.requests[0]?.body).toMatchObject(fields);
  });

  it('sends no effort where thinking is off, since some refuse the two together', async () => {
    await using server = await startFakeModelServer({ script: [answer()] });

    await ask(server, { provider: 'deepseek', thinkingSwitch: 'thinking-field', thinking: false });

    expect(server.requests[0]?.body).not.toHaveProperty('reasoning_effort');
  });

  it('goes on from an earlier answer without what was reasoned for it', async () => {
    await using server = await startFakeModelServer({ script: [answer()] });
    const request = modelRequest(server.baseUrl);
    const followUp = { answer: '{"a":1}', request: 'The property b is missing.' };

    await openModel().answer({ ...request, prompt: { ...request.prompt, followUp }, signal });

    expect(server.requests[0]?.body.messages.slice(2)).toEqual([
      { role: 'assistant', content: '{"a":1}' },
      { role: 'user', content: 'The property b is missing.' },
    ]);
  });

  it('sends OpenAI one output limit, not two', async () => {
    await using server = await startFakeModelServer({ script: [answer()] });

    await ask(server, { provider: 'openai' });

    expect(server.requests[0]?.body).not.toHaveProperty('max_tokens');
  });

  it.each(['last-choice', 'empty-choices', 'no-choices'] as const)(
    'finds usage on %s',
    async (usageOn) => {
      await using server = await startFakeModelServer({ script: [answer({ usageOn })] });

      expect((await ask(server)).usage).toEqual({
        promptTokens: 900,
        cachedPromptTokens: 128,
        completionTokens: 30,
        reasoningTokens: null,
      });
    },
  );

  it('leaves usage unknown that the provider does not say', async () => {
    await using server = await startFakeModelServer({ script: [answer({ usageOn: 'nothing' })] });

    expect((await ask(server)).usage.promptTokens).toBeNull();
  });

  it('reads reasoning under its other name, and text that came split inside a word', async () => {
    await using server = await startFakeModelServer({
      script: [answer({ text: '{"a":"żółć"}', reasoning: 'hm', reasoningField: 'reasoning' })],
    });

    expect(await ask(server)).toMatchObject({ text: '{"a":"żółć"}', reasoning: 'hm' });
  });

  it('reads an answer among chunks that have no choices', async () => {
    await using server = await startFakeModelServer({
      script: [amongEmptyChunks({ text: '{"a":1}' })],
    });

    expect(await ask(server)).toMatchObject({ text: '{"a":1}', finishReason: 'stop' });
  });

  it('takes one whole object in the place of reasoning for the answer, where that is blank', async () => {
    const object = '{"title":"Łódź"}';
    await using server = await startFakeModelServer({
      script: [
        answer({ text: '', reasoning: object, reasoningField: 'reasoning' }),
        answer({ text: '', reasoning: `I would say ${object}` }),
        answer({ text: ' ', reasoning: object, finishReason: 'length' }),
      ],
    });

    expect(await ask(server)).toMatchObject({ text: object, reasoning: null });
    expect(await ask(server)).toMatchObject({ text: '', reasoning: `I would say ${object}` });
    expect(await ask(server)).toMatchObject({ text: ' ', reasoning: object });
  });

  it.each([
    ['gives an answer of nothing but spaces as it is, with its price', '    ', 'stop'],
    ['gives an answer in a fence as it is', '```json\n{}\n```', 'stop'],
    ['gives an answer that ran into its limit as it is, with its price', '{"a":[1,', 'length'],
    [
      'gives an answer as cut that the provider interrupted for want of resources',
      '{"a":',
      'insufficient_system_resource',
    ],
  ])('%s', async (_, text, finishReason) => {
    await using server = await startFakeModelServer({ script: [answer({ text, finishReason })] });

    expect(await ask(server)).toMatchObject({ text, finishReason, usage: { promptTokens: 900 } });
  });

  it('waits through the comments of a queue', async () => {
    await using server = await startFakeModelServer({
      script: [answer({ comments: [': keep-alive', ': OPENROUTER PROCESSING'] })],
    });

    expect((await ask(server)).text).toBe('{}');
  });

  it('measures the time to the first token by the clock', async () => {
    const clock = new ManualClock();
    await using server = await startFakeModelServer({
      respond: () => async (response) => {
        await clock.advance(700);
        return await answer()(response);
      },
    });

    const { firstTokenMs } = await openModel('test-key', clock).answer({
      ...modelRequest(server.baseUrl),
      signal,
    });

    expect(firstTokenMs).toBe(700);
  });

  it('reads one JSON body from a server that ignores streaming', async () => {
    await using server = await startFakeModelServer({ script: [wholeBody(spelled, 3)] });

    expect(await ask(server)).toMatchObject({
      ...contractAnswer,
      finishReason: 'stop',
      firstTokenMs: null,
    });
  });

  it('keeps a whole answer although the connection breaks after it', async () => {
    await using server = await startFakeModelServer({
      script: [resetAfterAnswer({ text: '{"a":1}' })],
    });

    expect(await ask(server)).toMatchObject({ text: '{"a":1}', finishReason: 'stop' });
  });

  it('gives a call up in the middle of its answer', async () => {
    const caller = new AbortController();
    await using server = await startFakeModelServer({ script: [stall(never, '{"a":')] });
    const request = {
      ...modelRequest(server.baseUrl),
      signal: caller.signal,
      onProgress: () => caller.abort(),
    };

    await expect(openModel().answer(request)).rejects.toMatchObject({
      code: 'MODEL_CALL_CUT',
      message: 'the call was given up before the answer was whole',
    });
    expect(server.wholeAnswers).toBe(0);
  });

  it('reads a stream that is announced as plain text', async () => {
    const chunk = { choices: [{ delta: { content: '{}' }, finish_reason: 'stop' }] };
    await using server = await startFakeModelServer({
      script: [
        reply(200, `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`, {
          'content-type': 'text/plain',
        }),
      ],
    });

    expect(await ask(server)).toMatchObject({ text: '{}', finishReason: 'stop' });
  });

  it('never uses the fetch of Node, which gives a silent server up after five minutes', async () => {
    const fetchOfNode = vi.spyOn(globalThis, 'fetch');
    await using server = await startFakeModelServer({ script: [answer()] });

    await ask(server);

    expect(fetchOfNode).not.toHaveBeenCalled();
    fetchOfNode.mockRestore();
  });

  it('has a connection of its own for each call, since a kept one may be dead', async () => {
    await using server = await startFakeModelServer({ script: [answer(), answer()] });

    await ask(server);
    await ask(server);

    expect(server.requests.map(({ headers }) => headers.connection)).toEqual(['close', 'close']);
  });

  it('sends nothing for a call that was given up before', async () => {
    await using server = await startFakeModelServer({ script: [] });

    await expect(
      openModel().answer({ ...modelRequest(server.baseUrl), signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE', maybeBilled: false });
    expect(server.requests).toEqual([]);
  });
});
