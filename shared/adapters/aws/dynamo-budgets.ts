import { isDeepStrictEqual } from 'node:util';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { leaseMs, later } from '../../job/lease.ts';
import {
  type BudgetDay,
  budgetDaySchema,
  type BudgetLimit,
  budgetLimitSchema,
  fits,
  roomFor,
  unspentDay,
} from '../../money/budget.ts';
import type { Spending } from '../../money/spending.ts';
import type { Budgets, BudgetShare } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import {
  type BudgetUpdate,
  expireUpdate,
  renewUpdate,
  reserveUpdate,
  settleUpdate,
} from './budget-updates.ts';
import { expiryAfter } from './expiry-after.ts';
import { ifConditionHolds, type Table } from './table.ts';

/** Days that what was spent on a day is remembered in the table; the ledger keeps it for good. */
const retentionDays = 31;

/** Rounds of looking again after somebody else was quicker. */
const tries = 5;

const limitsKey = 'BUDGET#LIMITS';

/** What was spent is booked also where the limit has no room for it. */
const noLimit = { billionths: null, tokens: null };

/** Keeps budgets in the job table: every change is one conditional update of one item. */
export class DynamoBudgets implements Budgets {
  readonly #table: Table;
  readonly #clock: Clock;
  #read: { readonly at: number; readonly limits: Promise<readonly BudgetLimit[]> } | undefined;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async limits(maximumAgeMs: number): Promise<readonly BudgetLimit[]> {
    const now = this.#clock.now().getTime();
    if (this.#read === undefined || now - this.#read.at >= maximumAgeMs) {
      this.#read = { at: now, limits: this.#readLimits() };
    }
    const { limits } = this.#read;
    try {
      return await limits;
    } catch (error) {
      if (this.#read?.limits === limits) this.#read = undefined;
      throw error;
    }
  }

  async setLimit(limit: BudgetLimit): Promise<void> {
    const { client, name } = this.#table;
    const Item = { pk: limitsKey, sk: limit.scope, ...limit };
    await client.send(new PutCommand({ TableName: name, Item }));
    this.#read = undefined;
  }

  async day(date: string, scope: string): Promise<BudgetDay> {
    return (await this.#get({ date, scope })) ?? unspentDay;
  }

  async reserve(share: BudgetShare, wanted: Spending, limit: BudgetLimit): Promise<boolean> {
    let day = await this.#open(share);
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const mine = day.reservations[share.jobId];
      const more = amountsBeside(wanted, mine);
      const room = roomFor(limit, more);
      const entry = { owner: share.owner, ...amountsOf(wanted), until: this.#leaseEnd() };
      if (await this.#update(share, reserveUpdate(share.jobId, { entry, mine, more, room }))) {
        return true;
      }
      day = await this.#open(share);
      const expired = await this.#expire(share, day);
      if (expired) day = await this.#open(share);
      else if (!fits(day, room)) return false;
    }
    return false;
  }

  async renew(share: BudgetShare): Promise<void> {
    await this.#update(share, renewUpdate(share, this.#leaseEnd()));
  }

  async settle(share: BudgetShare, spent: Spending): Promise<boolean> {
    const mine = (await this.#get(share))?.reservations[share.jobId];
    if (mine?.owner !== share.owner) return false;
    return this.#update(share, settleUpdate(share.jobId, mine, spent));
  }

  /**
   * Reserves what was spent, whatever the limit, and settles that at once: a write that the SDK sends
   * again because its reply was lost then finds its own reservation, and counts nothing twice.
   */
  async book(share: BudgetShare, spent: Spending): Promise<void> {
    const entry = { owner: share.owner, ...amountsOf(spent), until: this.#leaseEnd() };
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const mine = (await this.#open(share)).reservations[share.jobId];
      if (isDeepStrictEqual(mine, entry)) {
        // Nobody else lets go what was reserved just now: where the condition fails it was our own write.
        await this.#update(share, settleUpdate(share.jobId, entry, spent));
        return;
      }
      const more = amountsBeside(spent, mine);
      await this.#update(share, reserveUpdate(share.jobId, { entry, mine, more, room: noLimit }));
    }
    throw new Error(
      `what ${share.jobId} spent is not booked: others kept changing its reservation`,
    );
  }

  /** Lets reservations go whose worker is dead; somebody else may have done it before us. */
  async #expire({ date, scope, jobId }: BudgetShare, day: BudgetDay): Promise<boolean> {
    const now = this.#clock.now().toISOString();
    const dead = Object.entries(day.reservations).filter(
      ([id, { until }]) => id !== jobId && until < now,
    );
    for (const [id, { until }] of dead) {
      await this.#update({ date, scope }, expireUpdate(id, until));
    }
    return dead.length > 0;
  }

  async #readLimits(): Promise<readonly BudgetLimit[]> {
    const { client, name } = this.#table;
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :limits',
        ExpressionAttributeValues: { ':limits': limitsKey },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => budgetLimitSchema.parse(item));
  }

  async #get(key: Pick<BudgetShare, 'date' | 'scope'>): Promise<BudgetDay | undefined> {
    const { client, name } = this.#table;
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: keyOf(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : budgetDaySchema.parse(Item);
  }

  /** The day as it is; its item is made first where it has none, since updates go into its map. */
  async #open(key: Pick<BudgetShare, 'date' | 'scope'>): Promise<BudgetDay> {
    const found = await this.#get(key);
    if (found !== undefined) return found;
    const expiresAt = expiryAfter(key.date, retentionDays);
    const Item = { ...keyOf(key), ...unspentDay, expiresAt };
    await ifConditionHolds(
      this.#table.client.send(
        new PutCommand({
          TableName: this.#table.name,
          Item,
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    return unspentDay;
  }

  async #update(key: Pick<BudgetShare, 'date' | 'scope'>, update: BudgetUpdate): Promise<boolean> {
    const { client, name } = this.#table;
    const command = new UpdateCommand({ TableName: name, Key: keyOf(key), ...update });
    return (await ifConditionHolds(client.send(command))) !== undefined;
  }

  #leaseEnd(): string {
    return later(this.#clock.now(), leaseMs);
  }
}

function keyOf({ date, scope }: Pick<BudgetShare, 'date' | 'scope'>): { pk: string; sk: string } {
  return { pk: `BUDGET#${date}`, sk: scope };
}

type Amounts = Pick<Spending, 'billionths' | 'tokens'>;

function amountsOf({ billionths, tokens }: Spending): Amounts {
  return { billionths, tokens };
}

/** What comes to be used when a reservation becomes this large. */
function amountsBeside(wanted: Amounts, reserved: Amounts | undefined): Amounts {
  return {
    billionths: wanted.billionths - (reserved?.billionths ?? 0),
    tokens: wanted.tokens - (reserved?.tokens ?? 0),
  };
}
