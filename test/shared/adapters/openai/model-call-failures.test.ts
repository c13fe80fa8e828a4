import { describe, expect, it } from 'vitest';
import { OpenAiLanguageModel } from '../../../../shared/adapters/openai/openai-language-model.ts';
import { ModelCallError } from '../../../../shared/failure/model-errors.ts';
import { modelRequest } from '../../../builders/model-request.ts';
import { startFakeModelServer } from '../../../fakes/fake-model-server.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import {
  cutAfter,
  type ModelBehaviour,
  reply,
  resetAfter,
  streamedError,
} from '../../../fakes/model-behaviours.ts';

const { signal } = new AbortController();
const secretKey = 'sk-topsecretkey';
const model = new OpenAiLanguageModel({
  apiKey: secretKey,
  clock: new ManualClock('2026-11-23T12:00:00.000Z'),
});

async function failureAt(baseUrl: string): Promise<ModelCallError> {
  const failure: unknown = await model.answer({ ...modelRequest(baseUrl), signal }).then(
    () => new Error('the call was answered'),
    (error: unknown) => error,
  );
  if (failure instanceof ModelCallError) return failure;
  throw failure;
}

async function failureOf(
  behaviour: ModelBehaviour,
  models?: readonly string[],
): Promise<ModelCallError> {
  await using server = await startFakeModelServer({
    script: [behaviour],
    ...(models === undefined ? {} : { models }),
  });
  return await failureAt(server.baseUrl);
}

/** As bad as it gets: the provider quotes the document and the key. */
function quoting(code: string | number | null, type = 'some_error'): Record<string, unknown> {
  const message = `your prompt was: The secret word is Przemyśl., your key ${secretKey}`;
  return { error: { message, type, param: 'Przemyśl', code } };
}

describe('a call without an answer', () => {
  it.each([
    { status: 400, code: 'MODEL_REQUEST_REJECTED' },
    { status: 401, code: 'MODEL_ACCOUNT_REFUSED' },
    { status: 402, code: 'MODEL_ACCOUNT_REFUSED' },
    { status: 403, code: 'MODEL_ACCOUNT_REFUSED' },
    { status: 408, code: 'MODEL_UNAVAILABLE' },
    { status: 409, code: 'MODEL_UNAVAILABLE' },
    { status: 413, code: 'MODEL_REQUEST_REJECTED' },
    { status: 422, code: 'MODEL_REQUEST_REJECTED' },
    { status: 429, code: 'MODEL_THROTTLED' },
    { status: 500, code: 'MODEL_UNAVAILABLE' },
    { status: 503, code: 'MODEL_UNAVAILABLE' },
    { status: 504, code: 'MODEL_CALL_CUT' },
    { status: 524, code: 'MODEL_CALL_CUT' },
  ])('with HTTP $status is $code, and repeats nothing the provider wrote', async (expected) => {
    const failure = await failureOf(
      reply(expected.status, quoting('invalid_request_error'), { 'x-request-id': 'req-7' }),
    );

    expect(failure).toMatchObject({ code: expected.code, requestId: 'req-7' });
    expect(failure.message).toContain(`HTTP ${expected.status}`);
    expect(failure.message).toContain('type some_error');
    expect(JSON.stringify([failure.message, failure.stack, failure])).not.toMatch(/Przemyśl|sk-/);
    expect(failure.cause).toBeUndefined();
  });

  it.each([
    [403, 'some_code', true],
    [403, 'insufficient_quota', false],
    [403, 'insufficient_user_quota', false],
    [403, 'pre_consume_token_quota_failed', false],
    [403, 'balance_not_enough', false],
    [403, 'no_credits', false],
    [403, 'invalid_api_key', false],
    [401, 'some_code', false],
    [402, 'some_code', false],
  ])('with HTTP %i and code %s may be about the request alone: %j', async (status, code, may) => {
    const failure = await failureOf(reply(status, quoting(code)));

    expect(failure).toMatchObject({ code: 'MODEL_ACCOUNT_REFUSED', mayBeOfRequest: may });
  });

  it('with HTTP 403 is not about the request alone where its type names money either', async () => {
    const failure = await failureOf(reply(403, quoting('some_code', 'billing_error')));

    expect(failure).toMatchObject({ code: 'MODEL_ACCOUNT_REFUSED', mayBeOfRequest: false });
  });

  it('repeats no code that could be a key or a text', async () => {
    const failure = await failureOf(reply(400, quoting(secretKey, 'The word is Przemyśl')));

    expect(failure.message).not.toMatch(/Przemyśl|sk-/);
  });

  it.each([
    [
      'an exhausted quota is an account that was refused, since waiting does not mend it',
      reply(429, quoting('insufficient_quota')),
      'MODEL_ACCOUNT_REFUSED',
    ],
    [
      'an account that has no quota left at a relay was refused too',
      reply(429, quoting('insufficient_user_quota')),
      'MODEL_ACCOUNT_REFUSED',
    ],
    [
      'an account whose billing is not active was refused, and is not throttled',
      reply(429, quoting('billing_not_active')),
      'MODEL_ACCOUNT_REFUSED',
    ],
    [
      'an account that reached its limit on spending is one that was refused',
      reply(429, { error: { type: 'requests', code: 'project_spend_limit_exceeded' } }),
      'MODEL_ACCOUNT_REFUSED',
    ],
    [
      'an account that says only in the type that its quota is used up was refused too',
      reply(429, { error: { type: 'exceeded_current_quota_error' } }),
      'MODEL_ACCOUNT_REFUSED',
    ],
    [
      'an account without credit is an account that was refused',
      reply(402, quoting('invalid_request_error')),
      'MODEL_ACCOUNT_REFUSED',
    ],
    [
      'an invalid parameter is a request that was rejected',
      reply(422, quoting('invalid_request_error')),
      'MODEL_REQUEST_REJECTED',
    ],
    [
      'an invalid request in the guise of a 500 is a request that was rejected',
      reply(500, quoting('invalid_request')),
      'MODEL_REQUEST_REJECTED',
    ],
    [
      'a gateway that lost patience cut a call that may have been billed',
      reply(524, '<html>524: A timeout occurred</html>'),
      'MODEL_CALL_CUT',
    ],
    [
      'content that was moderated is a request that was rejected, not an account',
      reply(403, { error: { code: 403, message: 'flagged', metadata: { reasons: ['violence'] } } }),
      'MODEL_REQUEST_REJECTED',
    ],
    [
      'a redirect is not followed, since it would turn the POST into a GET',
      reply(301, '', { location: '/v1/elsewhere' }),
      'MODEL_REQUEST_REJECTED',
    ],
    [
      'a page of HTML under HTTP 200 is no answer',
      reply(200, '<!doctype html><title>Welcome</title>'),
      'MODEL_REQUEST_REJECTED',
    ],
    [
      'a page of HTML at a wrong path is no unknown model',
      reply(404, '<html>not here</html>'),
      'MODEL_REQUEST_REJECTED',
    ],
    [
      'JSON that is no completion is no answer',
      reply(200, { hello: 'world' }),
      'MODEL_REQUEST_REJECTED',
    ],
    [
      'an error of the account inside HTTP 200 is read like its status',
      reply(200, { error: { code: 402, message: 'no credit' } }),
      'MODEL_ACCOUNT_REFUSED',
    ],
    [
      'a passing error inside HTTP 200 is read like its status',
      reply(200, { error: { code: 502, message: 'upstream' } }),
      'MODEL_UNAVAILABLE',
    ],
    [
      'an error inside a stream that had not begun is read like its status',
      streamedError({ code: 429, message: 'busy' }),
      'MODEL_THROTTLED',
    ],
    [
      'an error inside a stream that had begun cut a call that may have been billed',
      streamedError({ code: 429, message: 'busy' }, '{"a'),
      'MODEL_CALL_CUT',
    ],
    [
      'a body of blank lines is an answer that was lost',
      reply(200, '\n\n\n\n', { 'content-type': 'application/json' }),
      'MODEL_CALL_CUT',
    ],
    [
      'an empty body is an answer that was lost',
      reply(200, '', { 'content-type': 'application/json' }),
      'MODEL_CALL_CUT',
    ],
    [
      'JSON that ends in the middle is an answer that was lost',
      reply(200, '{"choices":[{"mess', { 'content-type': 'application/json' }),
      'MODEL_CALL_CUT',
    ],
    [
      'a stream that ends cleanly without a finish reason is no answer',
      cutAfter('{"a'),
      'MODEL_CALL_CUT',
    ],
    ['a connection that is reset in the middle is no answer', resetAfter('{"a'), 'MODEL_CALL_CUT'],
    [
      'a connection that is reset before any reply may have been billed',
      resetAfter(null),
      'MODEL_CALL_CUT',
    ],
  ])('%s', async (_, behaviour, code) => {
    expect(await failureOf(behaviour)).toMatchObject({ code });
  });

  it('says what broke', async () => {
    expect((await failureOf(resetAfter('{"a'))).message).toBe(
      'the connection broke before the answer was whole (ECONNRESET)',
    );
  });

  it('costs nothing where no connection was made', async () => {
    const server = await startFakeModelServer({ script: [] });
    await server.close();

    const failure = await failureAt(server.baseUrl);

    expect(failure).toMatchObject({ code: 'MODEL_UNAVAILABLE', maybeBilled: false });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    [{ 'retry-after': '1' }, 1000],
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '3600' }, 3_600_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:05:00 GMT' }, 300_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])(
    'hands on how long a provider that throttles asks to wait: %j',
    async (headers, retryAfterMs) => {
      const failure = await failureOf(reply(429, quoting('rate_limit_exceeded'), { ...headers }));

      expect(failure).toMatchObject({ code: 'MODEL_THROTTLED', retryAfterMs });
    },
  );
});

describe('a prompt that is too long for the model', () => {
  it.each([
    ['OpenAI', 400, { code: 'context_length_exceeded', message: 'too many tokens' }],
    ['OpenAI', 400, { code: 'string_above_max_length', message: 'string too long' }],
    [
      'DeepSeek',
      400,
      {
        code: 'invalid_request_error',
        message: "This model's maximum context length is 131072 tokens. However, you requested …",
      },
    ],
    [
      'OpenRouter',
      400,
      { code: 400, message: "This endpoint's maximum context length is 163840 tokens." },
    ],
    [
      'vLLM',
      400,
      {
        code: 400,
        message:
          'The decoder prompt (length 17772) is longer than the maximum model length of 16384.',
      },
    ],
    [
      'llama.cpp',
      400,
      {
        code: 400,
        type: 'exceed_context_size_error',
        message: 'the request exceeds the available context size, try increasing it',
      },
    ],
    [
      'Ollama',
      422,
      { message: 'the input length exceeds the context length', type: 'invalid_request_error' },
    ],
  ])('is named the way %s says it (%i, %j)', async (_, status, error) => {
    expect(await failureOf(reply(status, { error }))).toMatchObject({
      code: 'MODEL_CONTEXT_EXCEEDED',
      retryable: false,
      maybeBilled: false,
    });
  });

  it('is told apart from too many tokens a minute, which pass', async () => {
    const error = { code: 'rate_limit_exceeded', message: 'Request too large: tokens per min' };

    expect(await failureOf(reply(429, { error }))).toMatchObject({ code: 'MODEL_THROTTLED' });
  });
});

describe("the provider's id of a request", () => {
  it.each([
    ['(request id: 20261123120000123456789abcDEF12)', '20261123120000123456789abcDEF12'],
    ['(request id: 3f2504e0-4f89-41d3-9a0c-0305e82c3301)', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
    ['(request id: Przemyśl is the secret word)', null],
    ['(request id: 20261123120000abcdef) and the document goes on', null],
  ])('is taken out of the end of a message, and nothing else is: %s', async (end, requestId) => {
    const message = `your prompt was: The secret word is Przemyśl. ${end}`;

    const failure = await failureOf(reply(500, { error: { message, type: 'comet_api_error' } }));

    expect(failure).toMatchObject({ code: 'MODEL_UNAVAILABLE', requestId });
    expect(failure.message).not.toContain('Przemyśl');
  });
});

describe('a model that the provider does not know', () => {
  it.each([
    reply(404, { error: { message: 'The model `test-model` does not exist', code: 404 } }),
    reply(400, { error: { message: 'Model Not Exist', type: 'invalid_request_error' } }),
    reply(400, { error: { message: 'test-model is not a valid model ID', code: 400 } }),
    reply(503, { error: { message: 'no channel', code: 'model_not_found' } }),
    reply(404, { object: 'error', message: 'The model does not exist', code: 404 }),
  ])('is named with the models that there are (%#)', async (behaviour) => {
    const failure = await failureOf(behaviour, ['model-a', 'model-b']);

    expect(failure).toMatchObject({ code: 'MODEL_NOT_FOUND', retryable: false });
    expect(failure.message).toBe(
      'the server has no model "test-model"; set SLUICE_MODEL to one of model-a, model-b',
    );
  });

  it('is something else where the server lists it', async () => {
    const behaviour = reply(400, { error: { message: 'the model was not found in: Przemyśl' } });

    expect(await failureOf(behaviour, ['test-model'])).toMatchObject({
      code: 'MODEL_REQUEST_REJECTED',
    });
  });
});
