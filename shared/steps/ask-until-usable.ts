import { fitsContext } from '../extraction/answer-room.ts';
import type { Asking, JsonObject } from '../extraction/asking.ts';
import type { Exchange } from '../extraction/exchange.ts';
import { judgeAnswer, type Verdict } from '../extraction/judge-answer.ts';
import { remedyFor, remedyForCutCall } from '../extraction/remedy.ts';
import { CallOutOfTime, RequestTooLong } from '../failure/job-errors.ts';
import { ModelContextExceeded } from '../failure/model-errors.ts';
import { PipelineError } from '../failure/pipeline-error.ts';
import { lineOfExchange } from '../money/ledger-line.ts';
import { askOnce } from './ask-once.ts';
import type { AskingWork } from './asking-work.ts';

/** An output, that no remedy is left, or that less has to be asked at a time. */
export type Asked =
  | { readonly kind: 'output'; readonly output: JsonObject; readonly exchange: Exchange }
  | { readonly kind: 'useless'; readonly failure: PipelineError; readonly exchange: Exchange }
  | {
      readonly kind: 'too-much';
      readonly failure: PipelineError;
      readonly exchange: Exchange | null;
    };

interface Try {
  readonly asked: Asking;
  readonly exchange: Exchange;
  readonly verdict: Verdict;
}

/**
 * Asks until an answer is of use, each time with a remedy for what was wrong with the one before. At
 * most `maximumTries` answers are paid; the same wrong answer twice is enough.
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
        return { kind: 'too-much', failure: answered.tooMuch, exchange: null };
      }
      if ('instead' in answered) {
        asked = answered.instead;
        continue;
      }
      const { exchange } = answered;
      const verdict = judgeAnswer(asked, exchange);
      tries.push({ asked, exchange, verdict });
      if (verdict.kind === 'usable') return { kind: 'output', output: verdict.output, exchange };

      const remedy = remedyFor(asked, verdict, exchange.answer);
      if (remedy === 'split') return { kind: 'too-much', failure: verdict.failure, exchange };
      if (remedy === null || tries.length >= work.ports.maximumTries || isRepeated(tries)) {
        return { kind: 'useless', failure: verdict.failure, exchange };
      }
      asked = fitsContext(remedy.choice, remedy.prompt, remedy.wantedTokens)
        ? remedy
        : { ...first, choice: remedy.choice, ask: remedy.ask };
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

/** A wrong answer that comes back as it was will come back once more. */
function isRepeated(tries: readonly Try[]): boolean {
  const last = tries.at(-1);
  if (last?.verdict.kind !== 'unusable' || last.exchange.answer.trim() === '') return false;
  if (last.verdict.failure.code === 'ANSWER_TRUNCATED') return false;
  return tries.slice(0, -1).some(({ exchange }) => exchange.answer === last.exchange.answer);
}

/**
 * Books every answer as used or wasted; one that was put right in parts was used. Written again by
 * every replay, so that a crash in between leaves no call out of the books.
 */
async function book(first: Asking, tries: readonly Try[], work: AskingWork): Promise<void> {
  const last = tries.at(-1);
  const isPutRight = last?.verdict.kind === 'usable' && last.asked.schema !== first.schema;
  for (const { exchange, verdict } of tries) {
    const isUsed = verdict.kind === 'usable' || (isPutRight && verdict.offSchema !== null);
    work.progress.exchanges.push({ exchange, about: first.about, usable: isUsed });
    await work.ports.ledger.write(lineOfExchange(exchange, isUsed ? 'used' : 'wasted'));
  }
}
