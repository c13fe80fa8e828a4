import type { Call } from '../../extraction/claim.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import type { Prompt } from '../../extraction/prompt.ts';
import type { Question } from '../../extraction/question.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import type { Job } from '../../job/job.ts';
import type { PlannedCall } from '../../money/estimate-cost.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExchangeClaims } from '../../ports/exchange-claims.ts';
import type { ExchangeStore } from '../../ports/exchange-store.ts';
import type { LanguageModel } from '../../ports/language-model.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { LimitPorts } from './call-within-limits.ts';

export interface AskPorts extends LimitPorts {
  readonly model: LanguageModel;
  readonly exchanges: ExchangeStore;
  readonly claims: ExchangeClaims;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Ask {
  readonly job: Job;
  readonly owner: string;
  readonly question: Question;
  /** The identity of the exchange that it leads to. */
  readonly requestHash: string;
  readonly prompt: Prompt;
  /** JSON Schema of what is asked for. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Counts how often the question was asked because an answer was of no use, from 1. */
  readonly ask: number;
  /** Room that the answer is to have, in tokens. */
  readonly wantedTokens: number;
  /**
   * What there is of it in the time that is left at the moment of the call.
   *
   * @throws {TimeIsShort}
   */
  readonly roomNow: (wantedTokens: number) => number;
  /** When the call has to begin at the latest, to be answered in the time that is left. */
  readonly latestStart: Date;
  /** When no more answer is waited for; what has come is stored even then. */
  readonly deadline: Date;
  /** Aborted with `LeaseLost`, or with `TimeIsShort` when the time is up. */
  readonly signal: AbortSignal;
  /** Aborted as `signal`, or with `JobCancelled`: what waits for its turn gives up, a call under way goes on. */
  readonly waiting: AbortSignal;
  /** Told of each call of this job that may have been billed without an answer. */
  readonly onLostCall: (lost: { readonly requestHash: string; readonly call: number }) => void;
  /** Told how many tokens of the answer have come so far, by estimate. */
  readonly onProgress?: (tokens: number) => void;
  /**
   * What the job's calls are held to.
   *
   * @default nothing limits them
   */
  readonly budget?: CallBudget;
}

/** What the calls of one attempt of a job may cost, and what they came to. */
export interface CallBudget {
  /**
   * Makes sure that there is room for a call before it is made; again for the same request is once.
   *
   * @throws {BudgetExceeded}
   * @throws {BudgetReserved}
   * @throws {PriceUnknown}
   */
  reserve(requestHash: string, call: PlannedCall): Promise<void>;
  /** Told of every answer that the job uses, whoever paid for it. */
  answered(exchange: Exchange): void;
  /** Told of every request that was reserved for and brought no answer, for whatever reason. */
  failed(requestHash: string): void;
  /** Told of every call of the job that may have been billed without an answer. */
  lost(requestHash: string, call: Call): void;
}

/** A job that is told of its calls. */
export type Told = Pick<Ask, 'job' | 'onLostCall' | 'budget'>;

/** Tells a job of a call without an answer, if the call was its own. */
export function tellIfOwn(
  requestHash: string,
  call: Call,
  { job, onLostCall, budget }: Told,
): void {
  if (call.jobId !== job.jobId) return;
  onLostCall({ requestHash, call: call.call });
  budget?.lost(requestHash, call);
}

/** Tells a job what became of a request that it made before: of calls without an answer, or the answer. */
export async function recall(
  requestHash: string,
  told: Told,
  { exchanges, claims }: Pick<AskPorts, 'exchanges' | 'claims'>,
): Promise<Exchange | undefined> {
  const kept = await exchanges.get(requestHash);
  if (kept !== undefined) return replay(kept, told);
  for (const call of await claims.lostCalls(requestHash)) tellIfOwn(requestHash, call, told);
  return undefined;
}

/** An answer that is kept, and what is known of the calls before it. */
export function replay(exchange: Exchange, told: Told): Exchange {
  for (const call of exchange.lostCalls) tellIfOwn(exchange.requestHash, call, told);
  told.budget?.answered(exchange);
  return exchange;
}

/** Why the work was stopped. */
export function reasonOf(signal: AbortSignal, cause?: unknown): Error {
  const reason: unknown = signal.reason;
  if (reason instanceof PipelineError) return reason;
  return new Error('the work was stopped', { cause: cause ?? reason });
}
