import { tokensInTime } from '../../extraction/answer-room.ts';
import type { Asking } from '../../extraction/asking.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import type { ModelChoice } from '../../extraction/model-choice.ts';
import { requestHash } from '../../extraction/request-hash.ts';
import { underRemedies } from '../../extraction/under-remedies.ts';
import { JobCancelled, TimeIsShort } from '../../failure/job-errors.ts';
import type { Ask, Told } from '../paying/ask.ts';
import { askAnyProvider } from '../paying/ask-any-provider.ts';
import type { AskingWork } from './asking-work.ts';

/** A job that has less than this share of an invocation's time would do better in a new one. */
const freshShare = 0.8;

/** The job, as those know it who pay for answers. */
export function toldOf({ job, budget, progress }: AskingWork): Told {
  return {
    job,
    budget,
    onLostCall: (lost) => progress.lostCalls.add(`${lost.requestHash}#${lost.call}`),
  };
}

/** Brings the answer to one question of a job: see {@link askAnyProvider}. */
export function askOnce(asked: Asking, work: AskingWork): Promise<Exchange> {
  const { question, hold, ports, progress, stop } = work;
  const { prompt, schema, ask } = asked;
  const reporter = progress.answering();
  const waiting = AbortSignal.any([hold.signal, hold.cancelled]);
  const fallbacks = ports.fallbacksOf(question).map((choice) => underRemedies(choice, asked));
  return askAnyProvider([askOf(asked.choice), ...fallbacks.map(askOf)], ports);

  function askOf(choice: ModelChoice): Ask {
    const wantedTokens = Math.min(asked.wantedTokens, choice.maxOutputTokens);
    const { owner, generation } = work.job;
    const hash = requestHash({ choice, prompt, schema, wantedTokens, ask, generation });
    progress.asks(hash, asked.about);
    return {
      ...toldOf(work),
      owner,
      question: { ...question, choice },
      requestHash: hash,
      prompt,
      schema,
      ask,
      wantedTokens,
      roomNow: (wanted) => roomNow(choice, wanted),
      latestStart: latestStart(choice, wantedTokens),
      deadline: hold.deadline,
      signal: hold.signal,
      waiting,
      onProgress: (tokens) => {
        reporter(tokens);
        hold.report(progress.soFar());
      },
    };
  }

  /** A late start in an invocation goes back for a whole one; a whole one makes do with what it has. */
  function roomNow(choice: ModelChoice, wanted: number): number {
    stop.check();
    if (asked.about !== null) work.deadEnds.check();
    if (hold.cancelled.aborted) throw new JobCancelled();
    const now = ports.clock.now().getTime();
    const inTime = tokensInTime(choice, hold.deadline.getTime() - now);
    if (inTime < wanted && inTime < tokensInTime(choice, freshMs())) throw new TimeIsShort();
    return Math.max(1, Math.min(wanted, inTime));
  }

  /** Who would begin later does better in a new invocation, as `roomNow` says. */
  function latestStart(choice: ModelChoice, wantedTokens: number): Date {
    const neededMs = (wantedTokens / choice.slowTokensPerSecond) * 1000;
    return new Date(hold.deadline.getTime() - Math.min(neededMs, freshMs()));
  }

  /** In a new invocation the document is read again, which takes as long as it took in this one. */
  function freshMs(): number {
    const wholeMs = hold.deadline.getTime() - hold.invocation.startedAt.getTime();
    return Math.max(0, wholeMs - (progress.readMs ?? 0)) * freshShare;
  }
}
