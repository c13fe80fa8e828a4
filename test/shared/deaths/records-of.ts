import * as z from 'zod';
import { resultKey } from '../../../shared/document/result-keys.ts';
import {
  budgetRecordSchema,
  exchangeRecordSchema,
  jobRecordSchema,
  ledgerRecordSchema,
  type Records,
  resultRecordSchema,
  type UploadRecord,
} from '../../faults/book-records.ts';
import type { StoredWorld } from './stored-world.ts';

/** The books of a run, as they are read of a whole pipeline. */
export function recordsOf(stored: StoredWorld): Records {
  const { base, claims, exchanges, letters, messages, model } = stored;
  const results = [...base.results.results.values()].map((result) => {
    const { uploadedAt } = result.timings;
    return [resultKey({ ...result, uploadedAt }), resultRecordSchema.parse(result)] as const;
  });
  return {
    uploads: uploadsOf(stored),
    jobs: z.array(jobRecordSchema).parse([...base.jobs.jobs.values()]),
    results: new Map(results),
    exchanges: z.array(exchangeRecordSchema).parse([...exchanges.exchanges.values()]),
    ledger: z.array(ledgerRecordSchema).parse([...base.ledger.lines.values()]),
    budgets: z.array(budgetRecordSchema).parse(budgetsOf(stored)),
    answers: model.answers,
    received: exchanges.received,
    brokenCalls: 0,
    leftOpen: claims.leftOpen,
    deadLetters: {
      letters: letters.size,
      now: visible(messages.now),
      nightly: visible(messages.nightly),
    },
  };
}

/** What is still to be received; what a dead process had received comes back and is dropped. */
function visible(queue: { readonly isEmpty: boolean; readonly size: number }): number {
  return queue.isEmpty ? 0 : queue.size;
}

function uploadsOf({ setting }: StoredWorld): readonly UploadRecord[] {
  const { jobs = [], uploads = [], deadUploads = [], members = [] } = setting;
  const announced = [...uploads, ...deadUploads].map((key) => ({
    key,
    version: `v1 of ${key}`,
    members,
  }));
  const known = jobs.map(({ document: { key, version } }) => ({ key, version, members }));
  return [...announced, ...known];
}

/**
 * Without what somebody had reserved whose job ended without another worker, and whose lease is over:
 * it keeps nobody out.
 */
function budgetsOf({ base: { budgets, jobs }, clock }: StoredWorld): unknown[] {
  const now = clock.now().toISOString();
  return [...budgets.days].map(([name, day]) => {
    const reservations = Object.entries(day.reservations).filter(
      ([jobId, { until }]) => jobs.jobs.get(jobId)?.status !== 'CANCELLED' || until >= now,
    );
    const [pk, sk] = name.split(' ');
    const { usedTokens, settledTokens } = day;
    return { pk, sk, usedTokens, settledTokens, reservations: Object.fromEntries(reservations) };
  });
}
