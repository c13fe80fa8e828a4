import type { ExchangeRecord, LedgerRecord, Records } from './book-records.ts';

const isKept = ({ outcome }: LedgerRecord): boolean => outcome === 'used' || outcome === 'wasted';
const lineName = (hash: string, call: number): string => `${hash}-${call}`;

/**
 * Lines of calls that may have been paid for and of which nothing is kept. A line that is unknown although
 * its call's answer is kept is none: where a job was given up, nobody may have written over it, and it
 * allows for no other answer.
 */
function lostLines({ ledger, exchanges }: Pick<Records, 'ledger' | 'exchanges'>): LedgerRecord[] {
  const kept = new Set(exchanges.map(lineOf));
  return ledger
    .filter(({ kind, outcome }) => kind === 'model' && outcome === 'unknown')
    .filter(({ requestHash, call }) => !kept.has(lineName(requestHash, call)));
}

/** Once an answer is kept, no other answer to the same request is ever received. */
export function checkPaidOnce({ received, exchanges, ledger }: Records): string[] {
  const booked = countByRequest(lostLines({ ledger, exchanges }));
  const kept = new Map(exchanges.map((exchange) => [exchange.requestHash, exchange.responseId]));
  return [...Map.groupBy(received, ({ requestHash }) => requestHash)].flatMap(([hash, of]) => {
    const ids = [...new Set(of.map(({ responseId }) => responseId ?? 'without an id'))];
    const lost = ids.length - (kept.has(hash) ? 1 : 0);
    if (lost <= (booked.get(hash) ?? 0)) return [];
    return [`request ${hash} received ${ids.join(', ')}, and the ledger books fewer as lost`];
  });
}

/** What the model server sent whole lies in the exchange store, or the ledger has a lost call for it. */
export function checkAnswers({ answers, exchanges, ledger }: Records): string[] {
  if (answers === null) return [];
  const byResponse = new Map(exchanges.map((exchange) => [exchange.responseId, exchange]));
  const booked = countByRequest(lostLines({ ledger, exchanges }));
  const sent = new Set(answers.map(({ responseId }) => responseId));
  const unsent = exchanges
    .filter(({ responseId }) => responseId === null || !sent.has(responseId))
    .map(({ requestHash }) => `exchange ${requestHash} is of no answer that the server sent`);

  let bookedElsewhere = [...booked.values()].reduce((sum, count) => sum + count, 0);
  const paidTwice = [...Map.groupBy(answers, ({ question }) => question)].flatMap(
    ([question, of]) => {
      const kept = of.flatMap(({ responseId }) => byResponse.get(responseId) ?? []);
      const lost = of.filter(({ responseId }) => !byResponse.has(responseId));
      const allowed =
        kept.length === 0
          ? bookedElsewhere
          : kept.reduce((sum, { requestHash }) => sum + (booked.get(requestHash) ?? 0), 0);
      if (lost.length <= allowed) {
        bookedElsewhere -= lost.length;
        return [];
      }
      const ids = lost.map(({ responseId }) => responseId).join(', ');
      return [`question ${question.slice(0, 12)}: ${ids} are neither kept nor booked as lost`];
    },
  );
  return [...unsent, ...paidTwice];
}

/**
 * One line, used or wasted, for each exchange, and no such line without one. Where the last worker of a
 * job died between the two and the job was given up, the line still says that the call may be lost.
 */
export function checkExchanges({ exchanges, ledger, jobs }: Records): string[] {
  const givenUp = new Set(
    jobs.filter(({ error }) => error?.code === 'WORKER_CRASHED').map(({ jobId }) => jobId),
  );
  const open = new Set(
    ledger
      .filter(({ outcome, jobId }) => outcome === 'unknown' && givenUp.has(jobId))
      .map(({ requestHash, call }) => lineName(requestHash, call)),
  );
  const lines = ledger.filter(({ kind }) => kind === 'model').filter(isKept);
  const booked = new Set(lines.map(({ requestHash, call }) => lineName(requestHash, call)));
  const kept = new Set(exchanges.map(lineOf));
  return [
    ...exchanges
      .filter((exchange) => !booked.has(lineOf(exchange)) && !open.has(lineOf(exchange)))
      .map((exchange) => `exchange ${exchange.requestHash} has no line ${lineOf(exchange)}`),
    ...[...booked.difference(kept)].map((name) => `line ${name} has no exchange`),
  ];
}

/**
 * Calls are booked as lost only where one may have been paid for and nothing is kept of it: the model
 * server began to answer, or sent an answer that nobody kept, or who opened the claim died.
 */
export function checkLost({ ledger, answers, exchanges, ...sent }: Records): string[] {
  if (answers === null || sent.brokenCalls === null) return [];
  const open = new Set(sent.leftOpen.map(({ requestHash, call }) => lineName(requestHash, call)));
  const lines = lostLines({ ledger, exchanges })
    .map(({ requestHash, call }) => lineName(requestHash, call))
    .filter((name) => !open.has(name));
  const kept = new Set(exchanges.map(({ responseId }) => responseId));
  const lost = answers.filter(({ responseId }) => !kept.has(responseId)).length;
  if (lines.length <= sent.brokenCalls + lost) return [];
  return [
    `${lines.length} calls are booked as lost, the server broke ${sent.brokenCalls} off and ${lost} answers are not kept: ${lines.join(', ')}`,
  ];
}

function lineOf({ requestHash, paidBy }: ExchangeRecord): string {
  return lineName(requestHash, paidBy.call);
}

function countByRequest(lines: readonly LedgerRecord[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(lines, ({ requestHash }) => requestHash);
  return new Map([...groups].map(([hash, of]) => [hash, of.length]));
}
