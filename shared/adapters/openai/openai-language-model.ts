import type { OpenAI } from 'openai';
import {
  type ModelCallError,
  ModelRequestRejected,
  ModelUnavailable,
} from '../../failure/model-errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../ports/language-model.ts';
import { listModelIds } from './list-model-ids.ts';
import { modelNotFound } from './model-not-found.ts';
import { openClient } from './open-client.ts';
import { readReply } from './read-reply.ts';
import { failureOfRefusal, mayMeanUnknownModel } from './refusal.ts';
import { requestBodyOf } from './request-body.ts';
import { requestIdOf } from './request-id.ts';
import { failureOf, refusalOf } from './sdk-failure.ts';

export interface OpenAiLanguageModelOptions {
  /**
   * The key, or how to get it. The getter is asked once a call, so that caching is up to it, and
   * what it throws, the call throws.
   */
  readonly apiKey: string | (() => Promise<string>);
  readonly clock: Clock;
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
    const client = await this.#open(request.choice.baseUrl);
    refuseAborted(request.signal);

    const controller = new AbortController();
    const abort = (): void => controller.abort();
    request.signal.addEventListener('abort', abort, { once: true });
    const { clock } = this.#options;
    const sentAt = clock.now().getTime();
    try {
      const response = await client.chat.completions
        .create(requestBodyOf(request), { signal: controller.signal })
        .asResponse()
        .catch(async (error: unknown) => {
          throw await this.#failureOf(error, request, client);
        });
      return await readReply(response, {
        client,
        signal: request.signal,
        controller,
        elapsedMs: () => clock.now().getTime() - sentAt,
        details: { requestId: requestIdOf(response.headers) },
      });
    } finally {
      request.signal.removeEventListener('abort', abort);
    }
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

  async #open(baseUrl: string): Promise<OpenAI> {
    const { apiKey } = this.#options;
    return openClient(baseUrl, typeof apiKey === 'string' ? apiKey : await apiKey());
  }

  async #failureOf(
    thrown: unknown,
    request: ModelRequest,
    client: OpenAI,
  ): Promise<ModelCallError> {
    const { clock } = this.#options;
    const refusal = refusalOf(thrown, clock.now());
    if (refusal === null || !mayMeanUnknownModel(refusal)) return failureOf(thrown, clock.now());

    const { model } = request.choice;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(modelListTimeoutMs)]);
    const known = await listModelIds(client, signal).catch(() => null);
    // The server has it: it meant something else, or its words quoted the document.
    if (known?.includes(model)) return failureOfRefusal(refusal);
    return modelNotFound(model, known, refusal);
  }
}

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ModelUnavailable('the call was given up before it was sent');
}
