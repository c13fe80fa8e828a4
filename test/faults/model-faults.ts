import { setTimeout as wait } from 'node:timers/promises';
import {
  answer,
  cutAfter,
  type FakeAnswer,
  type ModelBehaviour,
  reply,
  resetAfter,
  resetAfterAnswer,
  streamedError,
} from '../fakes/model-behaviours.ts';
import type { Random } from '../fuzz/random.ts';

/** A way in which a provider lets down somebody who asks; the answer is what it would have said. */
type ModelFault = (answer: FakeAnswer, random: Random) => ModelBehaviour;

const page = '<html><body><h1>Bad Gateway</h1></body></html>';
const error = (message: string): { error: { message: string } } => ({ error: { message } });
const halfOf = ({ text = '' }: FakeAnswer): string => text.slice(0, text.length / 2);

/** Calls that break off and may have been paid for. */
const cuts: Readonly<Record<string, ModelFault>> = {
  'status 504': () => reply(504, page),
  'status 524': () => reply(524, 'a timeout occurred'),
  'reset before the answer': () => resetAfter(null),
  'reset in the answer': (whole) => resetAfter(halfOf(whole)),
  'reset after the answer': (whole) => resetAfterAnswer(whole),
  'closed in the answer': (whole) => cutAfter(halfOf(whole)),
  'stall, then reset': (_whole, random) => stall(2_000 + random.below(10_000)),
  'error in the answer': (whole) => streamedError({ message: 'overloaded' }, halfOf(whole)),
};

/** All else that a provider does sooner or later. */
const troubles: Readonly<Record<string, ModelFault>> = {
  'throttled, with Retry-After': () =>
    reply(429, error('slow down'), { 'retry-after': '2', 'x-request-id': 'throttled' }),
  'throttled, with a date as Retry-After': () =>
    reply(429, error('slow down'), { 'retry-after': new Date(Date.now() + 2_000).toUTCString() }),
  throttled: () => reply(429, error('slow down')),
  'status 500': () => reply(500, error('internal error')),
  'status 503': () => reply(503, error('overloaded')),
  'slow stream': (whole, random) => later(answer(whole), 2_000 + random.below(6_000)),
  'cut at its limit': (whole) => answer({ ...whole, text: halfOf(whole), finishReason: 'length' }),
  'in a fence': (whole) =>
    answer({ ...whole, text: `Here it is:\n\`\`\`json\n${whole.text}\n\`\`\`\n` }),
  'off the schema': (whole) => answer({ ...whole, text: '{"unasked":true}' }),
  blank: (whole) => answer({ ...whole, text: ' \n' }),
  'no resources': (whole) =>
    answer({ ...whole, text: halfOf(whole), finishReason: 'insufficient_system_resource' }),
  'error under status 200': () => streamedError({ message: 'overloaded', code: 503 }),
  'web page': () => reply(502, page),
  'web page under status 200': () => reply(200, page),
};

/** What may happen to a call, with its name. */
export function faultsOf({ mayBeCut }: { readonly mayBeCut: boolean }): [string, ModelFault][] {
  return [...Object.entries(troubles), ...(mayBeCut ? Object.entries(cuts) : [])];
}

/** The model takes less than we think. */
export const tooLong = reply(400, {
  error: { message: 'too long', type: 'invalid_request_error', code: 'context_length_exceeded' },
});

/** A way in which a provider refuses every call, until a person has seen to it. */
export interface AccountRefusal {
  readonly name: string;
  readonly behaviour: ModelBehaviour;
}

export const noCredit: AccountRefusal = {
  name: 'no credit',
  behaviour: reply(402, error('Insufficient Balance')),
};

/** The model that a server lists which knows no other. */
export const otherModel = 'another-model';

/** In the order in which they take turns. */
export const accountRefusals: readonly AccountRefusal[] = [
  { name: 'key not accepted', behaviour: reply(401, error('Authentication Fails')) },
  noCredit,
  {
    name: 'quota used up',
    behaviour: reply(429, {
      error: { message: 'You exceeded your current quota', code: 'insufficient_quota' },
    }),
  },
  {
    name: 'model not found',
    behaviour: reply(404, {
      error: { message: 'The model does not exist', code: 'model_not_found' },
    }),
  },
];

/** Answers after a while, or not at all where nobody listens any more. */
export function later(behaviour: ModelBehaviour, ms: number): ModelBehaviour {
  return async (response) => {
    await wait(ms);
    return response.destroyed ? 'failed' : behaviour(response);
  };
}

function stall(ms: number): ModelBehaviour {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': keep-alive\n\n');
    await wait(ms);
    response.socket?.resetAndDestroy();
    return 'failed';
  };
}
