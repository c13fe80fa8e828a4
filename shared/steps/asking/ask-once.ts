import { tokensInTime } from '../../extraction/answer-room.ts';
import type { Asking } from '../../extraction/asking.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import { JobCancelled, TimeIsShort } from '../../failure/job-errors.ts';
import { askAnyProvider } from '../paying/ask-any-provider.ts';
import type { AskingWork } from './asking-work.ts';

/** A job that has less than this share of an invocation's time would do better in a new one. */
const freshShare = 0.8;

/** Brings the answer to one question of a job: see {@link askAnyProvider}. */
export function askOnce(asked: Asking, work: AskingWork): Promise<Exchange> {
  const { job, question, hold, budget, ports, progress, stop } = work;
  const { choice, prompt, schema, wantedTokens, ask } = asked;
  const reporter = progress.answering();
  return askAnyProvider(
    {
      job,
      owner: job.owner,
      question: { ...question, choice },
      prompt,
      schema,
      ask,
      wantedTokens,
      roomNow,
      latestStart: latestStart(),
      signal: hold.signal,
      budget,
      onLostCall: ({ requestHash, call }) => progress.lostCalls.add(`${requestHash}#${call}`),
      onProgress: (tokens) => {
        reporter(tokens);
        hold.report(progress.soFar());
      },
    },
    ports,
  );

  /** A late start in an invocation goes back for a whole one; a whole one makes do with what it has. */
  function roomNow(wanted: number): number {
    stop.check();
    if (hold.isCancelled()) throw new JobCancelled();
    const now = ports.clock.now().getTime();
    const inTime = tokensInTime(choice, hold.deadline.getTime() - now);
    const whole = hold.deadline.getTime() - hold.invocation.startedAt.getTime();
    if (inTime < wanted && inTime < tokensInTime(choice, whole * freshShare)) {
      throw new TimeIsShort();
    }
    return Math.max(1, Math.min(wanted, inTime));
  }

  /** Who would begin later does better in a new invocation, as `roomNow` says. */
  function latestStart(): Date {
    const whole = hold.deadline.getTime() - hold.invocation.startedAt.getTime();
    const neededMs = (wantedTokens / choice.slowTokensPerSecond) * 1000;
    return new Date(hold.deadline.getTime() - Math.min(neededMs, whole * freshShare));
  }
}
