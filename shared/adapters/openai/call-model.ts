import type { OpenAI } from 'openai';
import { providerPresets } from '../../extraction/provider-presets.ts';
import { ModelCallCut, type ModelCallError, ModelUnavailable } from '../../failure/model-errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ModelAnswer, ModelRequest } from '../../ports/language-model.ts';
import { AnswerCollector } from './answer-collector.ts';
import { baseUrlFor } from './base-url-for.ts';
import { listModelIds } from './list-model-ids.ts';
import { modelNotFound } from './model-not-found.ts';
import { ProgressReports } from './progress-reports.ts';
import { readReply } from './read-reply.ts';
import { failureOfRefusal, mayMeanUnknownModel } from './refusal.ts';
import { requestBodyOf } from './request-body.ts';
import { requestIdOf } from './request-id.ts';
import { failureOf, refusalOf } from './sdk-failure.ts';
import { StreamDeadlines } from './stream-deadlines.ts';
import type { StructuredRequest } from './structured-request.ts';

/** One request in one way. */
export interface ModelCall {
  readonly request: ModelRequest;
  readonly way: StructuredRequest;
  readonly clock: Clock;
  readonly open: (baseUrl: string) => Promise<OpenAI>;
}

/** A list of models is for a message: nobody waits longer for it, in milliseconds. */
const modelListTimeoutMs = 5000;

/**
 * Sends a request once and reads what comes.
 *
 * @throws {ModelCallError}
 */
export async function callModel(call: ModelCall): Promise<ModelAnswer> {
  const { request, way, clock, open } = call;
  const client = await open(baseUrlFor(request.choice, way.mode));
  refuseAborted(request.signal);

  const controller = new AbortController();
  const abort = (): void => controller.abort();
  request.signal.addEventListener('abort', abort, { once: true });
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
        throw await failureOfCall(error, call);
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

/** @throws {ModelUnavailable} so that nothing is sent for a caller who has gone */
export function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ModelUnavailable('the call was given up before it was sent');
}

async function failureOfCall(
  thrown: unknown,
  { request, way, clock, open }: ModelCall,
): Promise<ModelCallError> {
  const refusal = refusalOf(thrown, clock.now());
  if (refusal === null || !mayMeanUnknownModel(refusal)) return failureOf(thrown, clock.now());

  const { model, baseUrl } = request.choice;
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(modelListTimeoutMs)]);
  const known = await listModelIds(await open(baseUrl), signal).catch(() => null);
  // The server has it: it meant something else, or its words quoted the document.
  if (known?.includes(model)) return failureOfRefusal(refusal);
  // Not the model may be missing, but the folder for strict calls.
  const isElsewhere = baseUrlFor(request.choice, way.mode) !== baseUrl;
  if (known === null && isElsewhere) return failureOfRefusal(refusal);
  return modelNotFound(model, known, refusal);
}
