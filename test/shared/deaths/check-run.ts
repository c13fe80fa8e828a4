import { isDeepStrictEqual } from 'node:util';
import { isAlive } from '../../../shared/extraction/claim.ts';
import { isReplaced } from '../../../shared/job/is-replaced.ts';
import type { Records } from '../../faults/book-records.ts';
import { balanceBooks } from '../../faults/books.ts';
import { recordsOf } from './records-of.ts';
import type { Run } from './run-setting.ts';
import type { StoredWorld } from './stored-world.ts';

/**
 * What is wrong with a run, beginning with who died in it; nothing where it ended as the one did in which
 * nobody died, and its books balance.
 */
export function problemsOf(run: Run, undisturbed: Run): readonly string[] {
  const records = recordsOf(run.stored);
  const problems = [
    ...(run.isDone ? [] : ['it has not ended']),
    ...(run.isChangedByCopies ? ['messages that came once more changed a job'] : []),
    ...run.errors,
    ...balanceBooks(records).checks.flatMap(({ violations }) => violations),
    ...endings(run.stored, undisturbed.stored),
    ...requests(run.stored, undisturbed.stored),
    ...losses(records),
    ...unknownCosts(run.stored, records),
    ...claims(run.stored),
    ...spendings(run.stored, records),
    ...recognitions(run.stored),
    ...unbooked(run.stored),
  ];
  return problems.map((problem) => `${run.died.join(', and ') || 'nobody died'}: ${problem}`);
}

/** Every job ends as it does where nobody dies, with the same output. */
function endings({ base, setting }: StoredWorld, undisturbed: StoredWorld): string[] {
  const { mayEndAs = [] } = setting;
  const expected = new Map(endsOf(undisturbed));
  return endsOf({ base }).flatMap(([name, end]) => {
    if (isDeepStrictEqual(end, expected.get(name))) return [];
    if (mayEndAs.some((status) => status === end.status)) return [];
    return [`${name} ends as ${JSON.stringify(end)}`];
  });
}

function endsOf({ base }: Pick<StoredWorld, 'base'>) {
  return [...base.jobs.jobs.values()]
    .filter((job) => !isReplaced(job))
    .map(({ jobId, status, document: { key, member } }) => {
      const { output = null, coverage = null } = base.results.results.get(jobId) ?? {};
      const parts = coverage?.parts.length ?? 0;
      return [[key, ...member].join('!/'), { status, output, parts }] as const;
    });
}

/** Nothing else is asked than where nobody dies, and all of it is. */
function requests({ exchanges, setting }: StoredWorld, undisturbed: StoredWorld): string[] {
  if (setting.mayAskOtherwise === true) return [];
  const asked = new Set(exchanges.exchanges.keys());
  const expected = new Set(undisturbed.exchanges.exchanges.keys());
  return [...asked.symmetricDifference(expected)].map((hash) =>
    asked.has(hash) ? `${hash} was asked for nothing` : `${hash} was never asked`,
  );
}

/** Calls are lost only with the process that made them. */
function losses({ ledger, exchanges, leftOpen }: Records): string[] {
  const kept = exchanges.map(({ requestHash, paidBy }) => `${requestHash}-${paidBy.call}`);
  const known = new Set([
    ...kept,
    ...leftOpen.map(({ requestHash, call }) => `${requestHash}-${call}`),
  ]);
  return ledger
    .filter(({ kind, outcome }) => kind === 'model' && outcome === 'unknown')
    .map(({ requestHash, call }) => `${requestHash}-${call}`)
    .filter((name) => !known.has(name))
    .map((name) => `line ${name} is of a call that nobody lost`);
}

/**
 * A cost is unknown only where the ledger does not know it either, but for jobs that ended, be it before
 * they were tried again, without reading what a worker had paid that died.
 */
function unknownCosts({ base }: StoredWorld, { ledger }: Records): string[] {
  const unknown = new Set(ledger.filter(({ cost }) => cost === null).map(({ jobId }) => jobId));
  return [...base.results.results.values()]
    .filter(({ cost, exchanges }) => cost === null && (exchanges ?? []).length > 0)
    .filter(({ jobId }) => !unknown.has(jobId) && base.jobs.jobs.get(jobId)?.retries === 0)
    .map(({ jobId }) => `job ${jobId} does not know its cost, which the ledger does`);
}

/** Nobody is kept from asking. */
function claims({ claims: { claims: all }, clock }: StoredWorld): string[] {
  return [...all.values()]
    .filter((claim) => isAlive(claim, clock.now()))
    .map(({ requestHash }) => `the claim of ${requestHash} is alive`);
}

/** What is paid is counted, but for attempts that died where no other came after them to count it. */
function spendings({ base }: StoredWorld, { ledger }: Records): string[] {
  const ended = new Set(
    [...base.jobs.jobs.values()]
      .filter(({ status, retries }) => status === 'SUCCEEDED' && retries === 0)
      .map(({ jobId }) => jobId),
  );
  const booked = ledger
    .filter(({ jobId }) => ended.has(jobId))
    .reduce((sum, { usage }) => sum + (usage.promptTokens ?? 0) + (usage.completionTokens ?? 0), 0);
  const settled = [...base.budgets.days.values()].reduce((sum, day) => sum + day.settledTokens, 0);
  return settled >= booked ? [] : [`${settled} tokens are counted, in the ledger are ${booked}`];
}

/** However often a recognition is started, it is the same one, and in the ledger. */
function recognitions({ recognition, base }: StoredWorld): string[] {
  const tokens = new Set(recognition?.starts);
  const booked = new Set([...base.ledger.lines.values()].map(({ requestHash }) => requestHash));
  return [
    ...(tokens.size <= 1 ? [] : [`${tokens.size} recognitions were started`]),
    ...[...tokens.difference(booked)].map((token) => `recognition ${token} has no line`),
  ];
}

/** Every call is in the ledger before it is made. */
function unbooked({ model }: StoredWorld): string[] {
  return model.unbookedCalls === 0 ? [] : [`${model.unbookedCalls} calls were not booked before`];
}
