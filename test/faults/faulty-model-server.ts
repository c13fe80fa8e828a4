import { createHash } from 'node:crypto';
import { answerFromDocument } from '../../local/offline-model/answer-from-document.ts';
import { chatRequestSchema } from '../../local/offline-model/chat-request.ts';
import { readPrompt } from '../../local/offline-model/prompt-parts.ts';
import { approximateTokenCount } from '../../local/offline-model/token-count.ts';
import { type FakeModelServer, startFakeModelServer } from '../fakes/fake-model-server.ts';
import {
  answer,
  type FakeAnswer,
  type ModelBehaviour,
  resetAfter,
} from '../fakes/model-behaviours.ts';
import { randomFrom } from '../fuzz/random.ts';
import type { Account } from './account.ts';
import { faultsOf, later, noCredit, otherModel, tooLong } from './model-faults.ts';

/** Characters; what is longer is a part of a long document, which can be asked about in halves. */
const longestShortDocument = 2_000;

const certainFaults = { 'broken off': resetAfter('{'), 'no credit': noCredit.behaviour } as const;
type CertainFault = keyof typeof certainFaults;

const gatewayTimeouts = new Set([504, 524]);

/** One request to the model, in the server's own books. */
interface ServedCall {
  /** Stands for the messages that were sent. */
  readonly question: string;
  readonly document: string;
  /** How often it was asked for, this time among them. */
  readonly time: number;
  /** Id of the answer, as the exchange keeps it. */
  readonly responseId: string;
  /** The fault that was played, or `none`. */
  readonly fault: string;
  /** Whether a whole answer was sent; `null` while it is not decided. */
  isWhole: boolean | null;
  /** Whether it was turned down with a status that says that nothing was generated. */
  isRefused: boolean;
}

/** Whether it may have been paid for although no whole answer was sent. */
export function isBroken({ isWhole, isRefused }: ServedCall): boolean {
  return isWhole !== true && !isRefused;
}

export interface FaultyModelServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly calls: readonly ServedCall[];
}

export interface ModelServerOptions {
  readonly seed: number;
  /** Share of requests that meet a fault, 0 to 1. */
  readonly faultShare: number;
  /**
   * How often a question may be cut off: after the second time its job waits for most of a minute, after
   * the third for more than nine.
   *
   * @default 2
   */
  readonly maximumCuts?: number;
  /** The fault, if it is to be a certain one, of a document that was asked about for so many times. */
  readonly faultOf?: (document: string, time: number) => CertainFault | null;
  /** The account that is asked for; while it is not in order, all calls are refused. */
  readonly account?: Account;
  /** Told of each call as it comes. */
  readonly onCall?: (call: ServedCall) => void;
}

/**
 * A model server that answers what was asked, with valid JSON, and plays faults by a seed: the same
 * request, asked for the same time, meets the same fault.
 */
export async function startFaultyModelServer(
  options: ModelServerOptions,
): Promise<FaultyModelServer> {
  const calls: ServedCall[] = [];
  const times = new Map<string, number>();
  const server: FakeModelServer = await startFakeModelServer({
    models: [otherModel],
    respond: ({ body }) => {
      const { messages } = chatRequestSchema.parse(body);
      const question = createHash('sha256').update(JSON.stringify(messages)).digest('hex');
      const time = (times.get(question) ?? 0) + 1;
      times.set(question, time);
      const prompt = readPrompt(messages);
      const whole = {
        id: `answer-${calls.length + 1}`,
        text: answerFromDocument(prompt),
        promptTokens: approximateTokenCount(messages.map(({ content }) => content).join('')),
      };
      const { document } = prompt;
      const certain = options.faultOf?.(document, time) ?? null;
      const { fault, behaviour } =
        certain === null
          ? choose({ question, time, isPart: document.length > longestShortDocument }, whole)
          : { fault: certain, behaviour: certainFaults[certain] };
      const asked = { question, document, time, responseId: whole.id, fault };
      const call: ServedCall = { ...asked, isWhole: null, isRefused: false };
      calls.push(call);
      options.onCall?.(call);
      return recorded(call, behaviour);
    },
  });
  return {
    baseUrl: server.baseUrl,
    calls,
    [Symbol.asyncDispose]: () => server.close(),
  };

  function choose(
    { question, time, isPart }: { question: string; time: number; isPart: boolean },
    { id, text, promptTokens }: { id: string; text: string; promptTokens: number },
  ): { readonly fault: string; readonly behaviour: ModelBehaviour } {
    const refusal = options.account?.refusal() ?? null;
    if (refusal !== null) return { fault: refusal.name, behaviour: refusal.behaviour };
    const seed = options.seed ^ Number.parseInt(question.slice(0, 7), 16);
    // What is too much once is too much always: there is no answer of it to be paid in between.
    if (isPart && randomFrom(seed).fraction() < options.faultShare) {
      return { fault: 'too long', behaviour: tooLong };
    }
    const random = randomFrom(seed ^ time);
    const whole = { id, text, usage: usageOf(promptTokens, text) };
    const latencyMs = random.fraction() < 0.02 ? 4_000 : 100 + random.below(300);
    if (random.fraction() >= options.faultShare) {
      return { fault: 'none', behaviour: later(answer(whole), latencyMs) };
    }
    const faults = faultsOf({ mayBeCut: time <= (options.maximumCuts ?? 2) });
    const [fault, play] = random.pick(faults);
    return { fault, behaviour: later(play(whole, random), random.below(200)) };
  }
}

function recorded(call: ServedCall, behaviour: ModelBehaviour): ModelBehaviour {
  return async (response) => {
    const outcome = await behaviour(response);
    const { headersSent, statusCode } = response;
    call.isWhole = outcome === 'answered';
    // A gateway that lost patience does not say what the model behind it did.
    call.isRefused = headersSent && statusCode >= 400 && !gatewayTimeouts.has(statusCode);
    return outcome;
  };
}

/** As DeepSeek spells it. */
function usageOf(promptTokens: number, text: string): NonNullable<FakeAnswer['usage']> {
  const completionTokens = approximateTokenCount(text);
  const cached = Math.floor(promptTokens / 2);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_cache_hit_tokens: cached,
    prompt_cache_miss_tokens: promptTokens - cached,
  };
}
