import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** What the fake server does with one request; `answered` where a whole answer was sent. */
export type ModelBehaviour = (response: ServerResponse) => Promise<'answered' | 'failed'>;

/** An answer as DeepSeek spells it; everything has a default. */
export interface FakeAnswer {
  readonly text?: string;
  /** Arguments of a call of the function that was forced, instead of text. */
  readonly toolArguments?: string;
  readonly reasoning?: string;
  /** @default 'reasoning_content' */
  readonly reasoningField?: 'reasoning_content' | 'reasoning';
  /** @default 'stop' */
  readonly finishReason?: string;
  /** As the provider would spell it. */
  readonly usage?: Readonly<Record<string, unknown>>;
  /**
   * Where usage comes: with the last choice, on a chunk with `choices: []`, on one without
   * `choices`, or never.
   *
   * @default 'last-choice'
   */
  readonly usageOn?: 'last-choice' | 'empty-choices' | 'no-choices' | 'nothing';
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * In how many chunks reasoning, text and arguments each come.
   *
   * @default 2
   */
  readonly pieces?: number;
  /** Called after each chunk. */
  readonly pass?: () => Promise<void>;
  /** Sent before the first chunk, for example `: keep-alive`. */
  readonly comments?: readonly string[];
}

const defaultUsage = {
  prompt_tokens: 900,
  completion_tokens: 30,
  total_tokens: 930,
  prompt_cache_hit_tokens: 128,
  prompt_cache_miss_tokens: 772,
};

const ids = { id: 'response-1', model: 'served-model', system_fingerprint: 'fp_1' };
const eventStream = { 'content-type': 'text/event-stream; charset=utf-8' };

/** Streams the answer in several chunks and ends it properly. */
export function answer(fake: FakeAnswer = {}): ModelBehaviour {
  return async (response) => {
    await startStream(response, fake);
    const chunks = chunksOf(fake);
    for (const chunk of chunks) {
      await write(response, event(chunk));
      await fake.pass?.();
    }
    await finish(response, 'data: [DONE]\n\n');
    return 'answered';
  };
}

/** Streams the answer with chunks between that have no choices, none at all, or `null` for them. */
export function amongEmptyChunks(fake: FakeAnswer = {}): ModelBehaviour {
  return async (response) => {
    await startStream(response, fake);
    for (const chunk of chunksOf(fake)) {
      for (const empty of [ids, { ...ids, choices: null }, { ...ids, choices: [] }]) {
        await write(response, event(empty));
      }
      await write(response, event(chunk));
    }
    await finish(response, 'data: [DONE]\n\n');
    return 'answered';
  };
}

/**
 * Streams `text` and from then on only what is no token: comments, a role, blank content. `pass` is
 * called after each round, until the client has hung up.
 */
export function onlyKeepAlives(pass: () => Promise<void>, text = ''): ModelBehaviour {
  return async (response) => {
    await startStream(response, {});
    if (text !== '') await write(response, event(deltaOf({ content: text })));
    while (response.socket?.writable === true) {
      await write(response, ': keep-alive\n\n');
      await write(response, event(deltaOf({ role: 'assistant', content: '' })));
      if (text === '') await write(response, event(deltaOf({ content: ' \n' })));
      await pass();
    }
    return 'failed';
  };
}

/** Takes the request and never sends as much as a header. */
export function silence(): ModelBehaviour {
  return async (response) => {
    await once(response, 'close');
    return 'failed';
  };
}

/** Ignores `stream` and answers with one JSON body, after blank lines if asked. */
export function wholeBody(fake: FakeAnswer = {}, blankLines = 0): ModelBehaviour {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...fake.headers });
    await finish(response, '\n'.repeat(blankLines) + JSON.stringify(completionOf(fake)));
    return 'answered';
  };
}

/** Any status with any body: an object is sent as JSON, a string as it is. */
export function reply(
  status: number,
  body: Readonly<Record<string, unknown>> | string,
  headers: Readonly<Record<string, string>> = {},
): ModelBehaviour {
  return async (response) => {
    const isText = typeof body === 'string';
    const type = isText ? 'text/html; charset=utf-8' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    await finish(response, isText ? body : JSON.stringify(body));
    return 'failed';
  };
}

/** HTTP 200, and after `text` an error inside the stream. */
export function streamedError(error: unknown, text = ''): ModelBehaviour {
  return async (response) => {
    await startStream(response, {});
    if (text !== '') await write(response, event(deltaOf({ content: text })));
    await finish(response, event({ error }));
    return 'failed';
  };
}

/** Streams `text` and closes as if all were well, without a finish reason. */
export function cutAfter(text: string): ModelBehaviour {
  return async (response) => {
    await startStream(response, {});
    await finish(response, event(deltaOf({ content: text })));
    return 'failed';
  };
}

/** Streams `text`, and then the connection is reset; without text, before any header. */
export function resetAfter(text: string | null): ModelBehaviour {
  return async (response) => {
    if (text !== null) {
      await startStream(response, {});
      await write(response, event(deltaOf({ content: text })));
    }
    response.socket?.resetAndDestroy();
    return 'failed';
  };
}

/** Streams `text`, then sends nothing until `released`, then ends the answer. */
export function stall(released: Promise<unknown>, text = '{'): ModelBehaviour {
  return async (response) => {
    await startStream(response, {});
    await write(response, event(deltaOf({ content: text })));
    await Promise.race([released, once(response, 'close')]);
    if (response.destroyed) return 'failed';
    const last = chunksOf({}).at(-1) ?? {};
    await finish(response, `${event(last)}data: [DONE]\n\n`);
    return 'answered';
  };
}

/** Sends the answer whole, finish reason included, and resets the connection instead of ending it. */
export function resetAfterAnswer(fake: FakeAnswer = {}): ModelBehaviour {
  return async (response) => {
    await startStream(response, fake);
    for (const chunk of chunksOf(fake)) await write(response, event(chunk));
    response.socket?.resetAndDestroy();
    return 'answered';
  };
}

function completionOf(fake: FakeAnswer): Record<string, unknown> {
  const { text = '{}', finishReason = 'stop', usageOn } = fake;
  const content = fake.toolArguments === undefined ? { content: text } : callOf(fake.toolArguments);
  const message = { role: 'assistant', ...content, ...reasoningOf(fake, fake.reasoning) };
  return {
    ...ids,
    choices: [{ index: 0, message, finish_reason: finishReason }],
    ...(usageOn === 'nothing' ? {} : { usage: fake.usage ?? defaultUsage }),
  };
}

function chunksOf(fake: FakeAnswer): Record<string, unknown>[] {
  const { text = '{}', reasoning = '', finishReason = 'stop', usageOn = 'last-choice' } = fake;
  const { pieces } = fake;
  const usage = fake.usage ?? defaultUsage;
  const last = {
    ...ids,
    choices: [{ index: 0, delta: { content: '' }, finish_reason: finishReason }],
  };
  return [
    deltaOf({ role: 'assistant', content: null }),
    ...split(reasoning, pieces).map((piece) =>
      deltaOf({ content: null, ...reasoningOf(fake, piece) }),
    ),
    ...(fake.toolArguments === undefined
      ? split(text, pieces).map((piece) => deltaOf({ content: piece }))
      : split(fake.toolArguments, pieces).map((piece, index) =>
          deltaOf(callOf(piece, index === 0)),
        )),
    usageOn === 'last-choice' ? { ...last, usage } : last,
    ...(usageOn === 'empty-choices' ? [{ ...ids, choices: [], usage }] : []),
    ...(usageOn === 'no-choices' ? [{ ...ids, usage }] : []),
  ];
}

/** The name comes with the first piece of a call's arguments only. */
function callOf(part: string, isFirst = true): Record<string, unknown> {
  const name = isFirst ? { name: 'give_output' } : {};
  const call = { index: 0, ...(isFirst ? { id: 'call-1', type: 'function' } : {}) };
  return { content: null, tool_calls: [{ ...call, function: { ...name, arguments: part } }] };
}

function reasoningOf(
  { reasoningField = 'reasoning_content' }: FakeAnswer,
  reasoning: string | undefined,
): Record<string, string> {
  return reasoning === undefined || reasoning === '' ? {} : { [reasoningField]: reasoning };
}

function split(text: string, pieces = 2): string[] {
  const size = Math.ceil(text.length / pieces);
  return Array.from({ length: pieces }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  ).filter((piece) => piece !== '');
}

function deltaOf(delta: Record<string, unknown>): Record<string, unknown> {
  return { ...ids, choices: [{ index: 0, delta, finish_reason: null }], usage: null };
}

async function startStream(
  response: ServerResponse,
  { headers, comments = [] }: FakeAnswer,
): Promise<void> {
  response.writeHead(200, { ...eventStream, ...headers });
  for (const comment of comments) await write(response, `${comment}\n\n`);
}

function event(data: Record<string, unknown>): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** Waits until the bytes are on their way, so that each write arrives apart. */
async function write(response: ServerResponse, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    response.write(text, () => resolve());
  });
}

async function finish(response: ServerResponse, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    response.end(text, () => resolve());
  });
}
