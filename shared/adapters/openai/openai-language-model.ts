import type { OpenAI } from 'openai';
import {
  ModelCallCut,
  type ModelCallError,
  ModelRequestRejected,
  ModelUnavailable,
} from '../../failure/model-errors.ts';
import { providerPresets } from '../../extraction/provider-presets.ts';
import type { StructuredOutput } from '../../extraction/structured-output.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../ports/language-model.ts';
import type { ModeMemory } from '../../ports/mode-memory.ts';
import { AnswerCollector } from './answer-collector.ts';
import { baseUrlFor } from './base-url-for.ts';
import { listModelIds } from './list-model-ids.ts';
import { modelNotFound } from './model-not-found.ts';
import { openClient } from './open-client.ts';
import { ProgressReports } from './progress-reports.ts';
import { readReply } from './read-reply.ts';
import { failureOfRefusal, mayMeanUnknownModel } from './refusal.ts';
import { mayRefuseMode } from './refused-mode.ts';
import { requestBodyOf } from './request-body.ts';
import { requestIdOf } from './request-id.ts';
import { failureOf, refusalOf } from './sdk-failure.ts';
import { StreamDeadlines } from './stream-deadlines.ts';
import { type StructuredRequest, structuredRequestsFor } from './structured-request.ts';

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

/** A list of models is for a message: nobody waits longer for it, in milliseconds. */
const modelListTimeoutMs = 5000;

/** Any server that speaks OpenAI's chat completions. */
export class OpenAiLanguageModel implements LanguageModel {
  readonly #options: OpenAiLanguageModelOptions;

  constructor(options: OpenAiLanguageModelOptions) {
    this.#options = options;
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    const { choice } = request;
    const remembered = await this.#recall(request);
    const ways = structuredRequestsFor(choice, request.schema, remembered);
    const refused = choice.structuredOutputs.filter((mode) => remembered.includes(mode));
    const known = refused.length;
    for (const [index, way] of ways.entries()) {
      try {
        const answer = await this.#ask(request, way);
        // Not waited for: the answer was paid, and has to be kept first.
        if (refused.length > known) void this.#remember(request, refused);
        return { ...answer, refusedStructuredOutputs: refused };
      } catch (error) {
        if (index === ways.length - 1 || !mayRefuseMode(error)) throw error;
        refused.push(way.mode);
      }
    }
    throw new TypeError('a choice without any kind of structured output');
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
      throw failureOf(error, this.#options.clock.now());
    });
    if (ids === null) {
      throw new ModelRequestRejected(
        'the server does not list its models; check OPENAI_BASE_URL, or set SLUICE_MODEL',
      );
    }
    return ids;
  }

  async #ask(request: ModelRequest, way: StructuredRequest): Promise<ModelAnswer> {
    const client = await this.#open(baseUrlFor(request.choice, way.mode));
    refuseAborted(request.signal);

    const controller = new AbortController();
    const abort = (): void => controller.abort();
    request.signal.addEventListener('abort', abort, { once: true });
    const { clock } = this.#options;
    const sentAt = clock.now().getTime();
    const deadlines = new StreamDeadlines({
      clock,
      firstTokenMs: providerPresets[request.choice.provider].firstTokenDeadlineMs,
      onExpired: abort,
    });
    try {
      const response = await client.chat.completions
        .create(requestBodyOf(request, way), { signal: controller.signal })
        .asResponse()
        .catch(async (error: unknown) => {
          if (deadlines.expired !== null) throw new ModelCallCut(deadlines.expired);
          throw await this.#failureOf(error, request, way);
        });
      return await readReply(response, {
        client,
        signal: request.signal,
        controller,
        elapsedMs: () => clock.now().getTime() - sentAt,
        details: { requestId: requestIdOf(response.headers) },
        collector: new AnswerCollector(way.mode),
        deadlines,
        progress: request.onProgress ? new ProgressReports(request.onProgress, clock) : null,
      });
    } finally {
      deadlines.end();
      request.signal.removeEventListener('abort', abort);
    }
  }

  async #open(baseUrl: string): Promise<OpenAI> {
    const { apiKey } = this.#options;
    return openClient(baseUrl, typeof apiKey === 'string' ? apiKey : await apiKey());
  }

  async #failureOf(
    thrown: unknown,
    { choice, signal: given }: ModelRequest,
    { mode }: StructuredRequest,
  ): Promise<ModelCallError> {
    const { clock } = this.#options;
    const refusal = refusalOf(thrown, clock.now());
    if (refusal === null || !mayMeanUnknownModel(refusal)) return failureOf(thrown, clock.now());

    const { model, baseUrl } = choice;
    const signal = AbortSignal.any([given, AbortSignal.timeout(modelListTimeoutMs)]);
    const known = await listModelIds(await this.#open(baseUrl), signal).catch(() => null);
    // The server has it: it meant something else, or its words quoted the document.
    if (known?.includes(model)) return failureOfRefusal(refusal);
    // Not the model may be missing, but the folder for strict calls.
    if (known === null && baseUrlFor(choice, mode) !== baseUrl) return failureOfRefusal(refusal);
    return modelNotFound(model, known, refusal);
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

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ModelUnavailable('the call was given up before it was sent');
}
