import { fitsContext } from '../../extraction/answer-room.ts';
import type { Asking, JsonObject } from '../../extraction/asking.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import { judgeAnswer, type Verdict } from '../../extraction/judge-answer.ts';
import { remedyFor, remedyForCutCall } from '../../extraction/remedy.ts';
import { CallOutOfTime, RequestTooLong } from '../../failure/job-errors.ts';
import { ModelContextExceeded } from '../../failure/model-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { lineOfExchange } from '../../money/ledger-line.ts';
import { askOnce } from './ask-once.ts';
import type { AskingWork } from './asking-work.ts';

/** An output, that no remedy is left, or that less has to be asked at a time. */
export type Asked =
  | Answered
  | { readonly kind: 'useless'; readonly failure: PipelineError; readonly exchange: Exchange }
  | {
      readonly kind: 'too-much';
      readonly failure: PipelineError;
      readonly exchange: Exchange | null;
    };

/** An output, and the question that brought it. */
export interface Answered {
  readonly kind: 'output';
  readonly output: JsonObject;
  readonly exchange: Exchange;
  readonly asked: Asking;
  /** Of the question as it was asked first; `null` where the provider did not say. */
  readonly promptTokens: number | null;
}

interface Try {
  readonly asked: Asking;
  readonly exchange: Exchange;
  readonly verdict: Verdict;
}

/**
 * Asks until an answer is of use, each time with a remedy for what was wrong with the one before. At
 * most `maximumTries` answers are paid; the same wrong answer twice is enough. Each time that an
 * operator has the job tried again allows as much once more.
 *
 * @throws {PipelineError} as {@link askOnce} does
 */
export async function askUntilUsable(first: Asking, work: AskingWork): Promise<Asked> {
  const tries: Try[] = [];
  let asked = first;
  try {
    for (;;) {
      const answered = await askOrGiveUp(asked, work);
      if ('tooMuch' in answered) {
        const exchange = tries.at(-1)?.exchange ?? null;
        return { kind: 'too-much', failure: answered.tooMuch, exchange };
      }
      if ('instead' in answered) {
        asked = answered.instead;
        continue;
      }
      const { exchange } = answered;
      const verdict = judgeAnswer(asked, exchange);
      tries.push({ asked, exchange, verdict });
      if (verdict.kind === 'usable') {
        const promptTokens = tries[0]?.exchange.usage.promptTokens ?? null;
        return { kind: 'output', output: verdict.output, exchange, asked, promptTokens };
      }
      const { failure } = verdict;
      const remedy = remedyFor(asked, verdict, exchange);
      if (remedy === 'split') return { kind: 'too-much', failure, exchange };
      if (remedy === null || isEnough(tries, work)) {
        return { kind: 'useless', failure, exchange };
      }
      // A provider that breaks answers off is given time: the job comes back.
      if (failure.retryable && isOfThisAttempt(exchange, work)) throw failure;
      if (!fitsContext(remedy)) return { kind: 'too-much', failure, exchange };
      asked = remedy;
    }
  } finally {
    await book(first, tries, work);
  }
}

/** An exchange, what is asked instead of a call that was cut, or that less has to be asked. */
type Attempted =
  | { readonly exchange: Exchange }
  | { readonly instead: Asking }
  | { readonly tooMuch: PipelineError };

async function askOrGiveUp(asked: Asking, work: AskingWork): Promise<Attempted> {
  try {
    return { exchange: await askOnce(asked, work) };
  } catch (error) {
    if (error instanceof ModelContextExceeded) return { tooMuch: error };
    if (!(error instanceof CallOutOfTime)) throw error;
    const remedy = remedyForCutCall(asked);
    if (remedy !== 'split') return { instead: remedy };
    return { tooMuch: new RequestTooLong(error.message, { cause: error }) };
  }
}

/** A wrong answer that comes back as it was, asked for in the same way, will come back once more. */
function isEnough(tries: readonly Try[], { job, ports }: AskingWork): boolean {
  const last = tries.at(-1);
  if (tries.length >= ports.maximumTries * (1 + job.retries)) return true;
  if (last?.verdict.kind !== 'unusable' || last.verdict.failure.retryable) return false;
  const repeated = tries.slice(0, -1).filter(({ exchange }) => isSame(exchange, last.exchange));
  return repeated.length > job.retries;
}

function isSame(one: Exchange, other: Exchange): boolean {
  return (
    one.answer.trim() === other.answer.trim() &&
    one.structuredOutput === other.structuredOutput &&
    one.thinking === other.thinking
  );
}

function isOfThisAttempt({ paidBy }: Exchange, { job }: AskingWork): boolean {
  return paidBy.jobId === job.jobId && paidBy.startedAt >= (job.startedAt ?? '');
}

/**
 * Books every answer as used or wasted; one that was put right in parts was used. Written again by
 * every replay, so that a crash in between leaves no call out of the books.
 */
async function book(first: Asking, tries: readonly Try[], work: AskingWork): Promise<void> {
  const firstUsed = firstUsedOf(first, tries);
  for (const [index, { exchange }] of tries.entries()) {
    const isUsed = index >= firstUsed;
    work.progress.use({ exchange, about: first.about, usable: isUsed });
    await work.ports.ledger.write(lineOfExchange(exchange, isUsed ? 'used' : 'wasted'));
  }
}

/** Index of the first try that the output rests on: an answer to a part of the question adds to the one before. */
function firstUsedOf(first: Asking, tries: readonly Try[]): number {
  let index = tries.length - 1;
  if (tries[index]?.verdict.kind !== 'usable') return tries.length;
  while (index > 0 && tries[index]?.asked.schema !== first.schema) index -= 1;
  return index;
}
