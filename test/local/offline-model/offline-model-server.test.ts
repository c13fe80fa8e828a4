import OpenAI, { NotFoundError } from 'openai';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  offlineModelNotice,
  type OfflineModelServer,
  startOfflineModel,
} from '../../../local/offline-model/offline-model-server.ts';
import { analysis as meetingMinutes } from '../../../shared/analysis/built-in/meeting-minutes.ts';
import { renderPrompt } from '../../../shared/extraction/render-prompt.ts';

const transcript = `Ada: We decided to paint the boat green.
Bert: I will buy the paint by Friday.
Ada: Thank you, Bert.`;

let server: OfflineModelServer;
let client: OpenAI;

beforeEach(async () => {
  server = await startOfflineModel();
  client = new OpenAI({ apiKey: 'none', baseURL: server.baseUrl, maxRetries: 0 });
  return () => server.stop();
});

function requestFor(
  text: string,
  rest: { max_tokens?: number } = {},
): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const { instructions, document } = renderPrompt(meetingMinutes, { text, position: null });
  return {
    model: 'offline-extractive',
    response_format: { type: 'json_object' },
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content: document },
    ],
    ...rest,
  };
}

describe('the offline model', () => {
  it('tells people that it is not a language model', () => {
    expect(offlineModelNotice).toContain('not a language model');
  });

  it('lists itself, by a name that says what it does', async () => {
    const models = await client.models.list();

    expect(models.data.map(({ id }) => id)).toEqual(['offline-extractive']);
  });

  it('answers with JSON that fits the analysis, and with usage', async () => {
    const completion = await client.chat.completions.create(requestFor(transcript));

    const [choice] = completion.choices;
    const output = meetingMinutes.schema.parse(JSON.parse(choice?.message.content ?? ''));
    expect(choice?.finish_reason).toBe('stop');
    expect(output).toMatchObject({
      participants: ['Ada', 'Bert'],
      decisions: [{ evidence: 'We decided to paint the boat green.' }],
      actionItems: [
        { owner: 'Bert', dueDate: 'Friday', evidence: 'I will buy the paint by Friday.' },
      ],
    });
    const { usage } = completion;
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(0);
    expect(usage?.prompt_tokens).toBeGreaterThan(500);
  });

  it('streams the same answer, the reason to finish, and usage in a last chunk', async () => {
    const whole = await client.chat.completions.create(requestFor(transcript));

    const stream = await client.chat.completions.create({
      ...requestFor(transcript),
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await Array.fromAsync(stream);

    const choices = chunks.flatMap((chunk) => chunk.choices);
    expect(choices.map(({ delta }) => delta.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    );
    expect(
      choices.map(({ finish_reason: reason }) => reason).filter((reason) => reason !== null),
    ).toEqual(['stop']);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { total_tokens: whole.usage?.total_tokens },
    });
    expect(chunks.filter(({ usage }) => usage !== null)).toHaveLength(1);
  });

  it('streams no usage to who did not ask for it', async () => {
    const stream = await client.chat.completions.create({
      ...requestFor(transcript),
      stream: true,
    });

    const chunks = await Array.fromAsync(stream);

    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true);
  });

  it('cuts an answer at the limit and says so', async () => {
    const completion = await client.chat.completions.create(
      requestFor(transcript, { max_tokens: 10 }),
    );

    expect(completion.choices[0]?.finish_reason).toBe('length');
    expect(completion.choices[0]?.message.content).toHaveLength(40);
    expect(completion.usage?.completion_tokens).toBe(10);
  });

  it('counts the instructions as cached once it has seen them', async () => {
    const first = await client.chat.completions.create(requestFor(transcript));
    const second = await client.chat.completions.create(requestFor(`${transcript}\nBert: Bye.`));

    expect(first.usage?.prompt_tokens_details?.cached_tokens).toBe(0);
    expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(500);
    expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeLessThan(
      second.usage?.prompt_tokens ?? 0,
    );
  });

  it('gives equal answers to equal requests, whichever server is asked', async () => {
    const other = await startOfflineModel();
    const otherClient = new OpenAI({ apiKey: 'none', baseURL: other.baseUrl, maxRetries: 0 });

    const answers = await Promise.all(
      [client, otherClient].map((each) => each.chat.completions.create(requestFor(transcript))),
    );
    await other.stop();

    expect(answers[0]).toEqual(answers[1]);
  });

  it('counts what it was asked', async () => {
    await Promise.all([1, 2, 3].map(() => client.chat.completions.create(requestFor(transcript))));

    expect(server.calls()).toBe(3);
  });

  it('refuses a model that it is not, as OpenAI does', async () => {
    const asked = client.chat.completions.create({ ...requestFor(transcript), model: 'gpt-9' });

    await expect(asked).rejects.toThrow(NotFoundError);
    await expect(asked).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
    });
  });

  it.each([
    ['a body that is no JSON', '{"model":'],
    ['a request without messages', '{"model":"offline-extractive"}'],
    [
      'a prompt whose schema is no JSON',
      JSON.stringify({
        model: 'offline-extractive',
        messages: [{ role: 'system', content: '<json_schema>{</json_schema>' }],
      }),
    ],
  ])('refuses %s', async (_, body) => {
    const response = await fetch(`${server.baseUrl}/chat/completions`, { method: 'POST', body });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('refuses an endpoint that it does not have', async () => {
    const response = await fetch(`${server.baseUrl}/embeddings`, { method: 'POST', body: '{}' });

    expect(response.status).toBe(404);
  });
});
