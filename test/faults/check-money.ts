import { Big } from 'big.js';
import type { LedgerRecord, Records, ResultRecord } from './book-records.ts';
import { isReplaced } from '../../shared/job/is-replaced.ts';

/** A result whose cost is known costs what the ledger's lines of its job say, to the token. */
export function checkCosts({ results, ledger }: Records): string[] {
  const lines = Map.groupBy(ledger, ({ jobId }) => jobId);
  return [...results.values()]
    .filter(({ cost }) => cost !== null)
    .flatMap((result) =>
      differences(result, lines.get(result.jobId) ?? []).map(
        (difference) => `job ${result.jobId} ${difference}`,
      ),
    );
}

/**
 * All results whose cost is known cost together what the whole ledger says without the lines of the others'
 * jobs, and of those that a deployment replaced: so there is no line either of a job that lacks its result.
 */
export function checkTotal({ results, ledger, jobs }: Records): string[] {
  const all = [...results.values()];
  const uncounted = new Set(
    [...all.filter(({ cost }) => cost === null), ...jobs.filter(isReplaced)].map(
      ({ jobId }) => jobId,
    ),
  );
  const lines = ledger.filter(({ jobId }) => !uncounted.has(jobId));
  const counted = all.filter(({ jobId }) => !uncounted.has(jobId));
  const [said, booked] = [costOf(counted), costOf(lines)];
  if (said.eq(booked)) return [];
  const known = new Set(all.map(({ jobId }) => jobId));
  const others = lines.filter(({ jobId }) => !known.has(jobId)).map(({ jobId }) => jobId);
  return [
    `results cost ${said.toFixed()} together, in the ledger ${booked.toFixed()}; jobs with lines and no result: ${[...new Set(others)].join(', ') || 'none'}`,
  ];
}

function differences({ cost, usage }: ResultRecord, lines: readonly LedgerRecord[]): string[] {
  const unknown = lines.filter((line) => line.cost === null);
  if (unknown.length > 0) {
    const names = unknown.map(({ requestHash, call }) => `${requestHash}-${call}`);
    return [`has a known cost, and lines without one: ${names.join(', ')}`];
  }
  const amount = sum(lines.map((line) => line.cost?.amount ?? '0'));
  const wasted = sum(
    lines.filter(({ outcome }) => outcome === 'wasted').map((line) => line.cost?.amount ?? '0'),
  );
  const counts = ['promptTokens', 'completionTokens', 'cachedPromptTokens'] as const;
  return [
    ...(amount.eq(cost?.amount ?? 0)
      ? []
      : [`costs ${cost?.amount}, in the ledger ${amount.toFixed()}`]),
    ...(wasted.eq(cost?.wasted ?? 0)
      ? []
      : [`wasted ${cost?.wasted}, in the ledger ${wasted.toFixed()}`]),
    ...counts.flatMap((count) => {
      const booked = lines.reduce((total, line) => total + (line.usage[count] ?? 0), 0);
      return usage[count] === booked
        ? []
        : [`used ${usage[count]} ${count}, in the ledger ${booked}`];
    }),
  ];
}

/** Budgets hold no reservation of a job that has ended, and no message was given up. */
export function checkLeftovers({ budgets, deadLetters }: Records): string[] {
  return [
    ...budgets.flatMap(({ pk, sk, reservations }) =>
      Object.keys(reservations).map((jobId) => `${pk} ${sk} still reserves for job ${jobId}`),
    ),
    ...Object.entries(deadLetters)
      .filter(([, count]) => count > 0)
      .map(([queue, count]) => `${count} messages lie in ${queue}`),
  ];
}

/** What is known of the cost of lines or results. */
export function costOf(priced: readonly Pick<LedgerRecord, 'cost'>[]): Big {
  return sum(priced.map(({ cost }) => cost?.amount ?? '0'));
}

function sum(amounts: readonly string[]): Big {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0));
}
