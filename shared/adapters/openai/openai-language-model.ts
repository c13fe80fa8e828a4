import type { OpenAI } from 'openai';
import type { StructuredOutput } from '../../extraction/structured-output.ts';
import { ModelRequestRejected } from '../../failure/model-errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../ports/language-model.ts';
import type { ModeMemory } from '../../ports/mode-memory.ts';
import { callModel, refuseAborted } from './call-model.ts';
import { failureOfList } from './failure-of-list.ts';
import { listModelIds } from './list-model-ids.ts';
import { openClient } from './open-client.ts';
import { mayRefuseMode } from './refused-mode.ts';
import { structuredRequestsFor } from './structured-request.ts';

export interface OpenAiLanguageModelOptions {
  /**
   * The key, or how to get it. The getter is asked once a call, so that caching is up to it, and
   * what it throws, the call throws.
   */
  readonly apiKey: string | (() => Promise<string>);
  readonly clock: Clock;
  /**
   * Where refused kinds of structured output are remembered.
   *
   * @default nowhere: each call tries the best first
   */
  readonly modes?: ModeMemory;
}

/** Which server is meant. */
export interface ModelServer {
  readonly baseUrl: string;
  readonly signal: AbortSignal;
}

/** Any server that speaks OpenAI's chat completions. */
export class OpenAiLanguageModel implements LanguageModel {
  readonly #options: OpenAiLanguageModelOptions;

  constructor(options: OpenAiLanguageModelOptions) {
    this.#options = options;
  }

  /** Asks in the strictest way that the provider does not refuse: a refusal costs nothing. */
  async answer(request: ModelRequest): Promise<ModelAnswer> {
    const { choice } = request;
    const { clock } = this.#options;
    const remembered = await this.#recall(request);
    const ways = structuredRequestsFor(choice, request.schema, remembered);
    const refused = choice.structuredOutputs.filter((mode) => remembered.includes(mode));
    const known = refused.length;
    for (const [index, way] of ways.entries()) {
      try {
        const open = (baseUrl: string): Promise<OpenAI> => this.#open(baseUrl);
        const answer = await callModel({ request, way, clock, open });
        // Not waited for: the answer was paid, and has to be kept first.
        if (refused.length > known) void this.#remember(request, refused);
        return { ...answer, refusedStructuredOutputs: refused };
      } catch (error) {
        if (index === ways.length - 1 || !mayRefuseMode(error)) throw error;
        refused.push(way.mode);
      }
    }
    throw new TypeError('there is no way to ask');
  }

  /**
   * The ids of the models that a server has.
   *
   * @throws {ModelCallError} where it does not say
   */
  async listModels({ baseUrl, signal }: ModelServer): Promise<readonly string[]> {
    const client = await this.#open(baseUrl);
    refuseAborted(signal);

    const ids = await listModelIds(client, signal).catch((error: unknown) => {
      throw failureOfList(error, this.#options.clock.now());
    });
    if (ids === null) {
      throw new ModelRequestRejected(
        'the server does not list its models; check OPENAI_BASE_URL, or set SLUICE_MODEL',
      );
    }
    return ids;
  }

  async #open(baseUrl: string): Promise<OpenAI> {
    const { apiKey } = this.#options;
    return openClient(baseUrl, typeof apiKey === 'string' ? apiKey : await apiKey());
  }

  /** Without a memory a call costs a refusal more, and nothing else. */
  async #recall({ choice }: ModelRequest): Promise<readonly StructuredOutput[]> {
    try {
      return (await this.#options.modes?.recall(choice)) ?? [];
    } catch {
      return [];
    }
  }

  async #remember({ choice }: ModelRequest, refused: readonly StructuredOutput[]): Promise<void> {
    try {
      await this.#options.modes?.remember(choice, refused);
    } catch {
      // The next call is refused once more, and remembers it then.
    }
  }
}
