import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { OpenAiLanguageModel } from '../../../../shared/adapters/openai/openai-language-model.ts';
import type { ModelChoice } from '../../../../shared/extraction/model-choice.ts';
import type { StructuredOutput } from '../../../../shared/extraction/structured-output.ts';
import type { ModelAnswer } from '../../../../shared/ports/language-model.ts';
import type { ModeMemory } from '../../../../shared/ports/mode-memory.ts';
import { modelRequest } from '../../../builders/model-request.ts';
import { type FakeModelServer, startFakeModelServer } from '../../../fakes/fake-model-server.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { MemoryModeMemory } from '../../../fakes/memory-mode-memory.ts';
import { answer, type ModelBehaviour, reply, wholeBody } from '../../../fakes/model-behaviours.ts';

const clock = new ManualClock();
const { signal } = new AbortController();
const schema = z.toJSONSchema(z.object({ title: z.string().max(80), page: z.int().optional() }));
const everyMode: readonly StructuredOutput[] = ['json_schema', 'json_object', 'text'];
const strictCalls: Partial<ModelChoice> = {
  provider: 'deepseek',
  structuredOutputs: ['strict_tools', 'json_object', 'text'],
};

function ask(
  { baseUrl }: FakeModelServer,
  choice: Partial<ModelChoice>,
  { modes, asked = schema }: { modes?: ModeMemory; asked?: Record<string, unknown> } = {},
): Promise<ModelAnswer> {
  const model = new OpenAiLanguageModel({ apiKey: 'k', clock, ...(modes ? { modes } : {}) });
  return model.answer({ ...modelRequest(baseUrl, choice), schema: asked, signal });
}

function modesOf({ requests }: FakeModelServer): unknown[] {
  return requests.map(({ body }) => body['response_format'] ?? body['tools'] ?? 'text');
}

const refusal = reply(400, {
  error: { message: 'This response_format type is unavailable now', code: 'invalid_request_error' },
});

describe('asking for JSON', () => {
  it('sends a schema that OpenAI holds the model to', async () => {
    await using server = await startFakeModelServer({
      script: [answer({ text: '{"title":"a"}' })],
    });

    const { structuredOutput } = await ask(server, { structuredOutputs: everyMode });

    expect(structuredOutput).toBe('json_schema');
    expect(server.requests[0]?.body['response_format']).toEqual({
      type: 'json_schema',
      json_schema: {
        name: 'output',
        strict: true,
        schema: {
          type: 'object',
          properties: {
            title: { type: 'string' },
            page: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
          },
          required: ['title', 'page'],
          additionalProperties: false,
        },
      },
    });
  });

  it.each([
    ['tool_calls', answer({ toolArguments: '{"title":"a"}', finishReason: 'tool_calls' })],
    ['stop', answer({ toolArguments: '{"title":"a"}', finishReason: 'stop' })],
    ['one body', wholeBody({ toolArguments: '{"title":"a"}', finishReason: 'tool_calls' })],
  ])(
    'forces a strict call at the beta address, and its arguments are the answer (%s)',
    async (_, behaviour) => {
      await using server = await startFakeModelServer({ script: [behaviour] });

      const { text, finishReason, structuredOutput } = await ask(server, strictCalls);

      expect({ text, finishReason, structuredOutput }).toEqual({
        text: '{"title":"a"}',
        finishReason: 'stop',
        structuredOutput: 'strict_tools',
      });
      expect(server.requests[0]).toMatchObject({
        folder: '/beta',
        body: {
          tools: [{ type: 'function', function: { name: 'give_output', strict: true } }],
          tool_choice: { type: 'function', function: { name: 'give_output' } },
        },
      });
      expect(server.requests[0]?.body).not.toHaveProperty('response_format');
    },
  );

  it('keeps the finish reason of a strict call that ran into its limit', async () => {
    await using server = await startFakeModelServer({
      script: [answer({ toolArguments: '{"title":', finishReason: 'length' })],
    });

    expect(await ask(server, strictCalls)).toMatchObject({
      text: '{"title":',
      finishReason: 'length',
    });
  });

  it('takes the content of a server that was made to call and wrote instead', async () => {
    await using server = await startFakeModelServer({
      script: [answer({ text: '{"title":"a"}' })],
    });

    expect(await ask(server, strictCalls)).toMatchObject({
      text: '{"title":"a"}',
      finishReason: 'stop',
    });
  });

  it('takes no end by a tool for a whole answer where none was forced', async () => {
    await using server = await startFakeModelServer({
      script: [answer({ toolArguments: '{"title":"a"}', finishReason: 'tool_calls' })],
    });

    expect(await ask(server, { structuredOutputs: ['json_object'] })).toMatchObject({
      text: '',
      finishReason: 'tool_calls',
    });
  });

  it('leaves out a way that cannot say the schema, without asking for it', async () => {
    await using server = await startFakeModelServer({ script: [answer(), answer()] });
    const asked = z.toJSONSchema(z.object({ counts: z.record(z.string(), z.int()) }));

    const answers = [
      await ask(server, { structuredOutputs: everyMode }, { asked }),
      await ask(server, strictCalls, { asked }),
    ];

    expect(modesOf(server)).toEqual([{ type: 'json_object' }, { type: 'json_object' }]);
    expect(answers.map(({ refusedStructuredOutputs }) => refusedStructuredOutputs)).toEqual([
      [],
      [],
    ]);
  });
});

async function broken(): Promise<never> {
  throw new Error('the table is gone');
}

describe('a kind of structured output that a provider refuses', () => {
  it.each([
    ['400', refusal],
    [
      '400 that speaks of the model',
      reply(400, {
        error: { message: 'Model m: json_schema is unsupported, unknown model feature' },
      }),
    ],
    ['404', reply(404, '<html>not here</html>')],
    ['405', reply(405, { error: { message: 'no' } })],
    ['415', reply(415, { error: { message: 'no' } })],
    ['422', reply(422, { error: { message: 'unknown field' } })],
    ["CometAPI's 500", reply(500, { error: { message: 'no', code: 'invalid_request' } })],
    ['400 inside HTTP 200', reply(200, { error: { message: 'no', code: 400 } })],
  ])('is given up for the next weaker one within the same call (%s)', async (_, behaviour) => {
    await using server = await startFakeModelServer({ script: [behaviour, answer()] });

    const given = await ask(server, { structuredOutputs: everyMode });

    expect(given).toMatchObject({
      structuredOutput: 'json_object',
      refusedStructuredOutputs: ['json_schema'],
    });
    expect(modesOf(server)).toEqual([
      expect.objectContaining({ type: 'json_schema' }),
      { type: 'json_object' },
    ]);
  });

  it('may be a forced call while the model thinks, which then is asked for an object', async () => {
    const message = 'Thinking mode does not support this tool_choice';
    await using server = await startFakeModelServer({
      script: [reply(400, { error: { message } }), answer()],
    });

    expect(await ask(server, { ...strictCalls, thinking: true })).toMatchObject({
      structuredOutput: 'json_object',
      refusedStructuredOutputs: ['strict_tools'],
    });
  });

  it('ends in words alone, and then is the failure that the server gave last', async () => {
    const script: ModelBehaviour[] = [refusal, refusal, reply(422, { error: { message: 'no' } })];
    await using server = await startFakeModelServer({ script });
    const modes = new MemoryModeMemory(clock);
    const { choice } = modelRequest(server.baseUrl);

    await expect(ask(server, { structuredOutputs: everyMode }, { modes })).rejects.toMatchObject({
      code: 'MODEL_REQUEST_REJECTED',
      status: 422,
    });
    expect(modesOf(server)).toHaveLength(3);
    expect(await modes.recall(choice)).toEqual([]);
  });

  it.each([
    ['a prompt that is too long', { code: 'context_length_exceeded', message: 'too long' }, 400],
    ['an account without credit', { message: 'no credit' }, 402],
    ['a busy provider', { message: 'busy' }, 429],
    ['a provider in trouble', { message: 'overloaded' }, 503],
  ])('is not what %s means', async (_, error, status) => {
    await using server = await startFakeModelServer({ script: [reply(status, { error })] });

    await expect(ask(server, { structuredOutputs: everyMode })).rejects.toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  it('is not what an unknown model means', async () => {
    const error = { message: 'Model Not Exist', code: 'model_not_found' };
    await using server = await startFakeModelServer({
      script: [reply(400, { error })],
      models: ['other'],
    });

    await expect(ask(server, { structuredOutputs: everyMode })).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('may be a folder that a proxy does not have, which is no unknown model', async () => {
    const notThere = reply(404, { error: { message: 'not here' } });
    await using server = await startFakeModelServer({
      script: [notThere, answer()],
      models: ['test-model'],
    });

    expect(await ask(server, strictCalls)).toMatchObject({
      refusedStructuredOutputs: ['strict_tools'],
    });
  });

  it('is remembered, and said with every later answer', async () => {
    await using server = await startFakeModelServer({ script: [refusal, answer(), answer()] });
    const modes = new MemoryModeMemory(clock);

    await ask(server, { structuredOutputs: everyMode }, { modes });
    const later = await ask(server, { structuredOutputs: everyMode }, { modes });

    expect(later.refusedStructuredOutputs).toEqual(['json_schema']);
    expect(server.requests).toHaveLength(3);
  });

  it('fails no call where the memory of it does', async () => {
    await using server = await startFakeModelServer({ script: [refusal, answer()] });
    const given = await ask(
      server,
      { structuredOutputs: everyMode },
      { modes: { recall: broken, remember: broken } },
    );

    expect(given.structuredOutput).toBe('json_object');
  });
});
