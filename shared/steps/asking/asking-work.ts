import type { DocumentText } from '../../document/document-text.ts';
import type { Question } from '../../extraction/question.ts';
import { BudgetReserved } from '../../failure/budget-errors.ts';
import { ExchangeBusy, TimeIsShort } from '../../failure/job-errors.ts';
import { ModelCallCut, ModelCallError } from '../../failure/model-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { ProviderBusy } from '../../failure/provider-errors.ts';
import { ServiceUnavailable } from '../../failure/service-errors.ts';
import type { AskPorts, CallBudget } from '../paying/ask.ts';
import type { FallbackPorts } from '../paying/ask-any-provider.ts';
import type { DeadEnds } from './dead-ends.ts';
import type { Progress } from '../running/progress.ts';
import type { Hold, OwnedJob } from '../running/own-job.ts';

export interface AskingPorts extends AskPorts, FallbackPorts {
  /** How often one question is asked at most because its answers are of no use. */
  readonly maximumTries: number;
  /** Parts of one document that are asked about at one time. */
  readonly concurrentParts: number;
}

/** A job that asks about a text, and everything that it needs for that. */
export interface AskingWork {
  readonly job: OwnedJob;
  readonly question: Question;
  readonly document: DocumentText;
  readonly hold: Hold;
  /** What the job's calls are held to. */
  readonly budget: CallBudget;
  readonly ports: AskingPorts;
  readonly progress: Progress;
  readonly stop: Stop;
  /** Ranges of the text that no halving helps. */
  readonly deadEnds: DeadEnds;
}

/**
 * Why no more calls are made in this attempt, once there is a reason. Answers that are kept are still
 * read, so that the attempt knows of everything that was paid.
 */
export class Stop {
  #reason: { readonly error: unknown } | null = null;

  /**
   * The first reason counts, but one without a name goes before all others, and of reasons for which
   * the job soon comes back the call that was lost the most often: the job then pauses as long as that
   * one needs.
   */
  because(error: unknown): void {
    const isFirst = this.#reason === null || !(error instanceof PipelineError);
    if (isFirst || isLostMoreOften(error, this.#reason?.error)) this.#reason = { error };
  }

  /** @throws {unknown} the reason, where there is one */
  check(): void {
    if (this.#reason !== null) throw this.#reason.error;
  }
}

function isLostMoreOften(error: PipelineError, than: unknown): boolean {
  if (!(error instanceof ModelCallCut && comesBackSoon(than))) return false;
  const lostCalls = than instanceof ModelCallCut ? than.lostCalls : 0;
  return error.lostCalls > lostCalls;
}

/** For these no person is needed, and no new day: the job's next attempt makes the lost call again. */
function comesBackSoon(reason: unknown): boolean {
  return (
    (reason instanceof ModelCallError && reason.retryable) ||
    reason instanceof BudgetReserved ||
    reason instanceof ExchangeBusy ||
    reason instanceof ProviderBusy ||
    reason instanceof TimeIsShort ||
    reason instanceof ServiceUnavailable
  );
}
