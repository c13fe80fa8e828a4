import type { OpenAI } from 'openai';
import { Stream } from 'openai/streaming';
import {
  ModelCallCut,
  type ModelCallDetails,
  ModelCallError,
  ModelRequestRejected,
} from '../../failure/model-errors.ts';
import type { ModelAnswer } from '../../ports/language-model.ts';
import { AnswerCollector } from './answer-collector.ts';
import { type Piece, pieceSchema } from './answer-piece.ts';
import { failureOfConnection, isOfConnection } from './lost-connection.ts';
import { readProviderError } from './provider-error.ts';
import type { ProgressReports } from './progress-reports.ts';
import { failureOfRefusal } from './refusal.ts';
import type { StreamDeadlines } from './stream-deadlines.ts';

/** How a reply is read. */
export interface ReplyReading {
  readonly client: OpenAI;
  /** The caller's, who gives the call up with it. */
  readonly signal: AbortSignal;
  /** Ends the request; the SDK aborts it too, when it leaves a stream early. */
  readonly controller: AbortController;
  /** Milliseconds since the request was sent. */
  readonly elapsedMs: () => number;
  readonly details: ModelCallDetails & { readonly requestId: string | null };
  /** Empty yet; what it holds at the end is the answer. */
  readonly collector: AnswerCollector;
  readonly deadlines: StreamDeadlines;
  readonly progress: ProgressReports | null;
}

/**
 * Reads the answer from a reply with a status of success, streamed or in one piece.
 *
 * An answer whose finish reason has come is whole and was paid for: it is returned whatever happens
 * to the connection afterwards.
 *
 * @throws {ModelCallError}
 */
export async function readReply(response: Response, reading: ReplyReading): Promise<ModelAnswer> {
  const { signal, elapsedMs, details, collector, deadlines, progress } = reading;
  let firstTokenMs: number | null = null;
  let failure: ModelCallError | null = null;
  try {
    for await (const piece of piecesOf(response, reading)) {
      if (piece.error !== undefined && piece.error !== null) {
        failure = failureOfErrorInside(piece.error, collector, details);
        break;
      }
      if (!collector.add(piece)) continue;
      deadlines.tokenCame();
      progress?.tokensCame(() => collector.tokens);
      if (isStreamed(response)) firstTokenMs ??= elapsedMs();
    }
  } catch (error) {
    failure = failureOfReading(error, details);
  }

  if (collector.hasBegun) progress?.end(collector.tokens);
  const answer = collector.finish({ requestId: details.requestId, firstTokenMs });
  if (answer !== null) return answer;
  if (deadlines.expired !== null) throw new ModelCallCut(deadlines.expired, details);
  if (signal.aborted) {
    throw new ModelCallCut('the call was given up before the answer was whole', details);
  }
  throw failure ?? new ModelCallCut('the answer ended without a finish reason', details);
}

async function* piecesOf(response: Response, reading: ReplyReading): AsyncGenerator<Piece> {
  if (isStreamed(response)) {
    yield* streamedPieces(response, reading);
    return;
  }
  if (mediaTypeOf(response).includes('html')) throw notAnApi(reading.details);

  const body = (await response.text()).trim();
  if (/^(data|event)?:/.test(body)) {
    yield* streamedPieces(new Response(body), reading);
  } else {
    yield wholeReply(body, reading.details);
  }
}

async function* streamedPieces(
  response: Response,
  { client, controller }: ReplyReading,
): AsyncGenerator<Piece> {
  // In this mode the SDK hands errors inside the stream on instead of throwing them.
  const stream = Stream.fromSSEResponse<unknown>(response, controller, client, false, 'events');
  for await (const event of stream) yield pieceSchema.parse(event);
}

function wholeReply(body: string, details: ModelCallDetails): Piece {
  if (body === '') {
    throw new ModelCallCut('the reply held nothing but blank lines', details);
  }
  if (body.startsWith('<')) throw notAnApi(details);

  const parsed = pieceSchema.safeParse(parseJson(body));
  if (!parsed.success || (parsed.data.error === undefined && !parsed.data.choices)) {
    throw notAnApi(details);
  }
  return parsed.data;
}

/** @throws {SyntaxError} which may quote the body, and goes no further than failureOfReading */
function parseJson(body: string): unknown {
  return JSON.parse(body);
}

function failureOfReading(error: unknown, details: ModelCallDetails): ModelCallError {
  if (error instanceof ModelCallError) return error;
  // Zod's and JSON's errors are not kept as a cause: they may quote the answer.
  return isOfConnection(error)
    ? failureOfConnection(error, details)
    : new ModelCallCut('the answer broke off or was garbled on the way', details);
}

/** OpenRouter and others answer 200 and put an error inside once the model has begun. */
function failureOfErrorInside(
  raw: unknown,
  collector: AnswerCollector,
  details: ModelCallDetails,
): ModelCallError {
  const error = readProviderError(raw);
  const failure = failureOfRefusal({
    ...details,
    status: error.status,
    error,
    requestId: details.requestId ?? error.requestId,
  });
  return collector.hasBegun
    ? new ModelCallCut('the provider broke the answer off with an error', details)
    : failure;
}

function notAnApi(details: ModelCallDetails): ModelRequestRejected {
  return new ModelRequestRejected(
    'the reply is no chat completion; check OPENAI_BASE_URL, which has to be the root of the API, often ending in /v1',
    details,
  );
}

function isStreamed(response: Response): boolean {
  return mediaTypeOf(response).includes('event-stream');
}

function mediaTypeOf(response: Response): string {
  return response.headers.get('content-type')?.toLowerCase() ?? '';
}
