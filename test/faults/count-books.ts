import type { LedgerRecord, Records } from './book-records.ts';
import { costOf } from './check-money.ts';

/** What the books come to. `null`: not known. */
export interface BookFigures {
  readonly uploads: number;
  readonly jobs: number;
  readonly results: number;
  /** Jobs by state, and by code where they failed: `FAILED MODEL_CALLS_LOST`. */
  readonly states: Readonly<Record<string, number>>;
  /** Results that were made of several parts, and the parts of all of them. */
  readonly longDocuments: number;
  readonly parts: number;
  /** Whole answers that the model server sent. */
  readonly answersSent: number | null;
  /** Whole answers that reached a worker. */
  readonly answersReceived: number;
  readonly exchanges: number;
  /** Ledger lines by outcome. */
  readonly lines: Readonly<Record<string, number>>;
  /** Whole answers received for each request that has one; 1 where nothing was paid twice. */
  readonly paidRatio: number | null;
  /** Of all lines of the ledger, and of all results. */
  readonly knownCost: string;
  readonly resultsCost: string;
  /** Share of the known cost that bought answers of no use. */
  readonly wastedCostShare: number | null;
  readonly knownTokens: number;
  readonly wastedTokens: number;
}

/** Counts what the checks have compared. */
export function countBooks(records: Records): BookFigures {
  const { uploads, jobs, results, answers, received, exchanges, ledger } = records;
  const objects = new Set(uploads.map(({ key, version }) => `${key} ${version}`));
  const receivedOnce = new Set(received.map((each) => `${each.requestHash} ${each.responseId}`));
  const requests = new Set(received.map(({ requestHash }) => requestHash));
  const wasted = ledger.filter(({ outcome }) => outcome === 'wasted');
  const parts = [...results.values()]
    .map(({ coverage }) => coverage?.parts.length ?? 0)
    .filter((count) => count > 1);
  const [known, lost] = [costOf(ledger), costOf(wasted)];
  return {
    uploads: objects.size,
    jobs: jobs.length,
    results: results.size,
    states: tally(jobs.map(({ status, error }) => (error ? `${status} ${error.code}` : status))),
    longDocuments: parts.length,
    parts: parts.reduce((total, count) => total + count, 0),
    answersSent: answers?.length ?? null,
    answersReceived: receivedOnce.size,
    exchanges: exchanges.length,
    lines: tally(ledger.map(({ outcome }) => outcome)),
    paidRatio: requests.size === 0 ? null : receivedOnce.size / requests.size,
    knownCost: known.toFixed(6),
    resultsCost: costOf([...results.values()]).toFixed(6),
    wastedCostShare: known.eq(0) ? null : lost.div(known).toNumber(),
    knownTokens: tokensOf(ledger),
    wastedTokens: tokensOf(wasted),
  };
}

function tokensOf(lines: readonly LedgerRecord[]): number {
  return lines.reduce(
    (total, { usage }) => total + (usage.promptTokens ?? 0) + (usage.completionTokens ?? 0),
    0,
  );
}

function tally(names: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(names, (name) => name);
  return Object.fromEntries(
    [...groups]
      .map(([name, of]) => [name, of.length] as const)
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );
}
