import type { Range } from '../document/range.ts';
import type { KeptText } from '../document/kept-text.ts';
import type { Exchange } from '../extraction/exchange.ts';
import type { Cost, ResultUsage } from '../job/result-envelope.ts';
import { type Money, sumCosts } from './sum-costs.ts';
import { sumUsage, type TokenUsage, unknownUsage } from './token-usage.ts';

/** An exchange that a job used, and whether its answer became output. */
export interface UsedExchange {
  readonly exchange: Exchange;
  /** The range of the document that was asked about; `null` for a merge of parts. */
  readonly about: Range | null;
  readonly usable: boolean;
}

/** The text of a scan that a job used, or that one was paid for and no text came of it. */
export type UsedRecognition = { readonly text: KeptText } | { readonly isLost: true };

/** What a job's calls came to. */
export interface Account {
  readonly usage: ResultUsage;
  /** `null` where one of the job's own calls has no known price. */
  readonly cost: Cost | null;
}

/**
 * Adds up what a job paid in any of its attempts. Exchanges that another job paid count as
 * replayed, at no cost here; calls of its own that brought no answer make the sums unknown.
 *
 * @param lostCalls number of the job's own calls that may have been billed without an answer
 */
export function accountOf(job: {
  readonly jobId: string;
  readonly exchanges: readonly UsedExchange[];
  readonly lostCalls: number;
  readonly recognition: UsedRecognition | null;
}): Account {
  const own = job.exchanges.filter(({ exchange }) => exchange.paidBy.jobId === job.jobId);
  const lost: TokenUsage[] = Array.from({ length: job.lostCalls }, () => unknownUsage);
  return {
    usage: {
      ...sumUsage([...own.map(({ exchange }) => exchange.usage), ...lost]),
      exchanges: job.exchanges.length,
      paidExchanges: own.length,
      replayedExchanges: job.exchanges.length - own.length,
    },
    cost: job.lostCalls > 0 ? null : costOf(own, recognitionCosts(job)),
  };
}

/** Pages that another job paid for cost nothing here. */
function recognitionCosts({
  jobId,
  recognition,
}: {
  readonly jobId: string;
  readonly recognition: UsedRecognition | null;
}): (Money | null)[] {
  if (recognition === null) return [];
  if ('isLost' in recognition) return [null];
  return recognition.text.paidBy.jobId === jobId ? [recognition.text.cost] : [];
}

function costOf(own: readonly UsedExchange[], recognition: readonly (Money | null)[]): Cost | null {
  const all = sumCosts([...own.map(({ exchange }) => exchange.cost), ...recognition]);
  const wasted = sumCosts(own.filter(({ usable }) => !usable).map(({ exchange }) => exchange.cost));
  if (all === null || wasted === null) return null;
  return { ...all, wasted: wasted.amount };
}

/** The known part of what a job paid, where the whole is not known. */
export function knownPart(job: {
  readonly jobId: string;
  readonly exchanges: readonly UsedExchange[];
  readonly recognition: UsedRecognition | null;
}): Money | null {
  const own = job.exchanges.filter(({ exchange }) => exchange.paidBy.jobId === job.jobId);
  const pages = recognitionCosts(job).filter((cost) => cost !== null);
  return sumCosts([...own.map(({ exchange }) => exchange.cost), ...pages]);
}
