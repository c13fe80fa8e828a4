import { type Money, sumCosts } from '../../shared/money/sum-costs.ts';
import { numberOfJobs } from './number-of-jobs.ts';

/** What trying jobs again may cost, in words; what nobody knows is named, and not counted as nothing. */
export function describeEstimate(
  estimates: readonly (Money | null)[],
  { isFresh }: { readonly isFresh: boolean },
): string {
  const known = estimates.filter((cost) => cost !== null);
  const unknownJobs = estimates.length - known.length;
  const stored = isFresh ? '' : '; answers that are stored cost nothing again';
  return `${numberOfJobs(estimates.length)}: ${amountOf(known)}${known.length > 0 && unknownJobs > 0 ? `, and unknown for ${numberOfJobs(unknownJobs)}` : ''}${stored}`;
}

function amountOf(known: readonly Money[]): string {
  const sum = known.length === 0 ? null : sumCosts(known);
  return sum === null ? 'price unknown' : `about ${sum.amount} ${sum.currency}`;
}
