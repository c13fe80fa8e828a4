import * as z from 'zod';
import { fromBillionths } from './billionths.ts';
import { addSpending, type Spending } from './spending.ts';

/** The scope of the budget that every job counts against, whatever its analysis. */
export const allAnalyses = 'all';

/** What may be spent on one UTC day. */
export const budgetLimitSchema = z.object({
  /** `all`, or the name of an analysis. */
  scope: z.string(),
  /** In billionths of the currency; `null`: money has no limit. */
  billionths: z.number().int().nullable(),
  currency: z.string(),
  /** `null`: tokens have no limit. */
  tokens: z.number().int().nullable(),
  /** What becomes of a call without a known price where money has a limit. */
  unknownPrice: z.enum(['hold', 'allow']),
  /** ISO time at which somebody last set or removed it. */
  changedAt: z.string(),
});

/** A limit; one of neither money nor tokens is what remains of a budget that was removed. */
export type BudgetLimit = z.output<typeof budgetLimitSchema>;

const reservationSchema = z.object({
  owner: z.string(),
  billionths: z.number(),
  tokens: z.number(),
  /** ISO time after which it counts no more: who made it is dead. */
  until: z.string(),
});

/** What one scope has spent on one day, and what running jobs may still spend. */
export const budgetDaySchema = z.object({
  /** Settled and reserved together: one number that a single condition can compare. */
  usedBillionths: z.number(),
  usedTokens: z.number(),
  settledBillionths: z.number(),
  settledTokens: z.number(),
  /** Settled calls whose price is not known. */
  unpricedCalls: z.number(),
  reservations: z.record(z.string(), reservationSchema),
});

export type BudgetDay = z.output<typeof budgetDaySchema>;

/** A day on which nothing has happened yet. */
export const unspentDay: BudgetDay = {
  usedBillionths: 0,
  usedTokens: 0,
  settledBillionths: 0,
  settledTokens: 0,
  unpricedCalls: 0,
  reservations: {},
};

/** The budgets that a job of an analysis counts against. */
export function scopesOf(analysis: string): readonly string[] {
  return analysis === allAnalyses ? [allAnalyses] : [allAnalyses, analysis];
}

/** Whether a budget limits anything. */
export function isLimited({ billionths, tokens }: BudgetLimit): boolean {
  return billionths !== null || tokens !== null;
}

/** How much may be used already for something to fit; `null`: it does not matter. */
export interface Room {
  readonly billionths: number | null;
  readonly tokens: number | null;
}

/** @param more what is to be added to what is used */
export function roomFor(limit: BudgetLimit, more: Pick<Spending, 'billionths' | 'tokens'>): Room {
  return {
    billionths: limit.billionths === null ? null : limit.billionths - more.billionths,
    tokens: limit.tokens === null ? null : limit.tokens - more.tokens,
  };
}

/** Whether so much may be added on a day. */
export function fits(
  { usedBillionths, usedTokens }: Pick<BudgetDay, 'usedBillionths' | 'usedTokens'>,
  room: Room,
): boolean {
  return (
    (room.billionths === null || usedBillionths <= room.billionths) &&
    (room.tokens === null || usedTokens <= room.tokens)
  );
}

/**
 * Whether something would fit on a day if no other job had anything reserved: then it is worth
 * waiting for them, since most spend less than they reserve.
 */
export function fitsWithoutOthers(day: BudgetDay, limit: BudgetLimit, wanted: Spending): boolean {
  const settled = { usedBillionths: day.settledBillionths, usedTokens: day.settledTokens };
  return fits(settled, roomFor(limit, wanted));
}

/**
 * Where something does not fit on a day, in words, for each limit that it exceeds:
 * `of 15000 tokens 12000 are spent, and this job may spend 4000`.
 */
export function describeShortage(day: BudgetDay, limit: BudgetLimit, wanted: Spending): string {
  const amounts = [
    {
      most: limit.billionths,
      spent: day.settledBillionths,
      more: wanted.billionths,
      write: fromBillionths,
      unit: limit.currency,
    },
    {
      most: limit.tokens,
      spent: day.settledTokens,
      more: wanted.tokens,
      write: String,
      unit: 'tokens',
    },
  ];
  return amounts
    .flatMap(({ most, spent, more, write, unit }) =>
      most === null || spent + more <= most
        ? []
        : [
            `of ${write(most)} ${unit} ${write(spent)} are spent, and this job may spend ${write(more)}${more > most ? ', more than a whole day may' : ''}`,
          ],
    )
    .join('; ');
}

/** What the reservations of a day come to. */
export function reservedOn(day: BudgetDay): Spending {
  return Object.values(day.reservations)
    .map(({ billionths, tokens }) => ({ billionths, tokens, unpricedCalls: 0 }))
    .reduce(addSpending, { billionths: 0, tokens: 0, unpricedCalls: 0 });
}
