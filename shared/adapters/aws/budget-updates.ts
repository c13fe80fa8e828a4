import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { BudgetDay, Room } from '../../money/budget.ts';
import type { Spending } from '../../money/spending.ts';
import type { BudgetShare } from '../../ports/budgets.ts';

/** What UpdateItem needs for one change of a budget's day. */
export type BudgetUpdate = Pick<
  UpdateCommandInput,
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
>;

type Reservation = BudgetDay['reservations'][string];
type Amounts = Pick<Spending, 'billionths' | 'tokens'>;

const amountNames = { '#billionths': 'billionths', '#tokens': 'tokens' };

/** The job's reservation is still the one that was seen. */
const isMine = 'reservations.#job.#owner = :mine';
const isUnchanged = `${isMine} AND reservations.#job.#billionths = :oldBillionths AND reservations.#job.#tokens = :oldTokens`;

/**
 * Makes or changes a reservation, and counts the difference as used, if that has room.
 *
 * @param reserve mine: the job's reservation as it was read
 */
export function reserveUpdate(
  jobId: string,
  reserve: {
    readonly entry: Reservation;
    readonly mine: Reservation | undefined;
    readonly more: Amounts;
    readonly room: Room;
  },
): BudgetUpdate {
  const { entry, mine, more, room } = reserve;
  const conditions = [
    mine === undefined ? 'attribute_not_exists(reservations.#job)' : isUnchanged,
    ...(room.billionths === null ? [] : ['usedBillionths <= :roomBillionths']),
    ...(room.tokens === null ? [] : ['usedTokens <= :roomTokens']),
  ];
  return {
    UpdateExpression:
      'SET reservations.#job = :entry, usedBillionths = usedBillionths + :moreBillionths, ' +
      'usedTokens = usedTokens + :moreTokens',
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: {
      '#job': jobId,
      ...(mine === undefined ? {} : { '#owner': 'owner', ...amountNames }),
    },
    ExpressionAttributeValues: {
      ':entry': entry,
      ':moreBillionths': more.billionths,
      ':moreTokens': more.tokens,
      ...(room.billionths === null ? {} : { ':roomBillionths': room.billionths }),
      ...(room.tokens === null ? {} : { ':roomTokens': room.tokens }),
      ...(mine === undefined ? {} : seen(mine)),
    },
  };
}

/** Keeps a reservation until an ISO time. */
export function renewUpdate({ jobId, owner }: BudgetShare, until: string): BudgetUpdate {
  return {
    UpdateExpression: 'SET reservations.#job.#until = :until',
    ConditionExpression: isMine,
    ExpressionAttributeNames: { '#job': jobId, '#owner': 'owner', '#until': 'until' },
    ExpressionAttributeValues: { ':mine': owner, ':until': until },
  };
}

/**
 * Ends a reservation as it was read, and counts what was spent instead of it. DynamoDB adds two
 * operands at most, so the difference is made here and holds only while the reservation does.
 */
export function settleUpdate(jobId: string, mine: Reservation, spent: Spending): BudgetUpdate {
  return {
    UpdateExpression: `REMOVE reservations.#job SET usedBillionths = usedBillionths + :moreBillionths, usedTokens = usedTokens + :moreTokens, ${settled}`,
    ConditionExpression: isUnchanged,
    ExpressionAttributeNames: { '#job': jobId, '#owner': 'owner', ...amountNames },
    ExpressionAttributeValues: {
      ...valuesOf(spent),
      ...seen(mine),
      ':moreBillionths': spent.billionths - mine.billionths,
      ':moreTokens': spent.tokens - mine.tokens,
    },
  };
}

/** Lets a reservation go that nobody renewed, unless somebody just did. */
export function expireUpdate(jobId: string, until: string): BudgetUpdate {
  return {
    UpdateExpression:
      'REMOVE reservations.#job SET usedBillionths = usedBillionths - reservations.#job.#billionths, ' +
      'usedTokens = usedTokens - reservations.#job.#tokens',
    ConditionExpression: 'reservations.#job.#until = :until',
    ExpressionAttributeNames: { '#job': jobId, '#until': 'until', ...amountNames },
    ExpressionAttributeValues: { ':until': until },
  };
}

const settled =
  'settledBillionths = settledBillionths + :billionths, settledTokens = settledTokens + :tokens, ' +
  'unpricedCalls = unpricedCalls + :unpricedCalls';

function seen({ owner, billionths, tokens }: Reservation): Record<string, unknown> {
  return { ':mine': owner, ':oldBillionths': billionths, ':oldTokens': tokens };
}

function valuesOf({ billionths, tokens, unpricedCalls }: Spending): Record<string, number> {
  return { ':billionths': billionths, ':tokens': tokens, ':unpricedCalls': unpricedCalls };
}
