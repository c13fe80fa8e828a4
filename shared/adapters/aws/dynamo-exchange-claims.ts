import { isDeepStrictEqual } from 'node:util';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  type Call,
  type Claim,
  type ClaimFate,
  type ClaimRequest,
  claimSchema,
  isAlive,
  lostCallsBy,
  nextClaim,
  openedClaim,
  settledClaim,
} from '../../extraction/claim.ts';
import { leaseMs, later } from '../../job/lease.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExchangeClaims } from '../../ports/exchange-claims.ts';
import { claimKey } from './claim-key.ts';
import { expiryAfter } from './expiry-after.ts';
import { ifConditionHolds, type Table } from './table.ts';

const isOurs = '#owner = :owner AND #current.#call = :call';

/** Keeps claims in the job table. */
export class DynamoExchangeClaims implements ExchangeClaims {
  readonly #table: Table;
  readonly #clock: Clock;
  readonly #retentionDays: number;

  /** @param settings retentionDays: how long a claim that was last written then is remembered */
  constructor(table: Table, settings: { readonly clock: Clock; readonly retentionDays: number }) {
    this.#table = table;
    this.#clock = settings.clock;
    this.#retentionDays = settings.retentionDays;
  }

  async take(request: ClaimRequest): ReturnType<ExchangeClaims['take']> {
    const previous = await this.#get(request.requestHash);
    if (previous !== undefined && isAlive(previous, this.#clock.now())) {
      return { taken: false, until: previous.until };
    }
    const claim = nextClaim(previous, request);
    const put = await ifConditionHolds(
      this.#table.client.send(
        new PutCommand({
          TableName: this.#table.name,
          Item: {
            ...claimKey(claim.requestHash),
            ...claim,
            expiresAt: this.#expiryAfter(this.#retentionDays),
          },
          ...unchangedSince(previous),
        }),
      ),
    );
    return put === undefined ? this.#lostRace(claim) : { taken: true, claim };
  }

  /** Somebody else was quicker, unless it is our own write whose reply was lost and that was sent again. */
  async #lostRace(claim: Claim): ReturnType<ExchangeClaims['take']> {
    const stored = await this.#get(claim.requestHash);
    return isDeepStrictEqual(stored, claim)
      ? { taken: true, claim }
      : { taken: false, until: stored?.until ?? claim.until };
  }

  async renew(claim: Claim): Promise<void> {
    await this.#update(claim, {
      set: 'SET #until = :until',
      values: { ':until': later(this.#clock.now(), leaseMs) },
    });
  }

  async open(claim: Claim, startedAt: string): Promise<Claim | null> {
    const until = later(this.#clock.now(), leaseMs);
    const opened = openedClaim(claim, { startedAt, until });
    // The new `until` also makes the write of whoever is just taking over a claim that ran out fail.
    const isOpened = await this.#update(claim, {
      set: 'SET #open = :open, #until = :until, #current = :current',
      values: { ':open': opened.open, ':until': until, ':current': opened.current },
    });
    return isOpened ? opened : null;
  }

  async close(claim: Claim): Promise<void> {
    await this.#update(claim, { set: 'SET #open = :open', values: { ':open': false } });
  }

  async settle(claim: Claim, fate: ClaimFate): Promise<boolean> {
    const { held, open, call, lostCalls } = settledClaim(claim, fate);
    // Nobody was ever asked: the next claim is the same without this one.
    const isForgotten = call === 0 && lostCalls.length === 0;
    return this.#update(claim, {
      set: 'SET #held = :held, #open = :open, #lostCalls = :lostCalls, #until = :until, #current.#call = :last, #expiresAt = :expiresAt',
      values: {
        ':held': held,
        ':open': open,
        ':until': this.#clock.now().toISOString(),
        ':lostCalls': lostCalls,
        ':last': call,
        ':expiresAt': this.#expiryAfter(isForgotten ? 0 : this.#retentionDays),
      },
    });
  }

  async lostCalls(requestHash: string): Promise<readonly Call[]> {
    return lostCallsBy(await this.#get(requestHash), this.#clock.now());
  }

  async #get(requestHash: string): Promise<Claim | undefined> {
    const { client, name } = this.#table;
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: claimKey(requestHash), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : claimSchema.parse(Item);
  }

  async #update(
    claim: Claim,
    { set, values }: { readonly set: string; readonly values: Record<string, unknown> },
  ): Promise<boolean> {
    const used = ['until', 'held', 'open', 'lostCalls', 'expiresAt'].filter((name) =>
      set.includes(`#${name}`),
    );
    const names = ['owner', 'current', 'call', ...used];
    const updated = await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: claimKey(claim.requestHash),
          UpdateExpression: set,
          ConditionExpression: isOurs,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...values,
            ':owner': claim.owner,
            ':call': claim.current.call,
          },
        }),
      ),
    );
    return updated !== undefined;
  }

  #expiryAfter(days: number): number {
    return expiryAfter(this.#clock.now().toISOString(), days);
  }
}

/** The condition that the claim we read is still the one that is stored. */
function unchangedSince(previous: Claim | undefined): Partial<PutCommand['input']> {
  if (previous === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#until = :until AND #current.#call = :call',
    ExpressionAttributeNames: { '#until': 'until', '#current': 'current', '#call': 'call' },
    ExpressionAttributeValues: { ':until': previous.until, ':call': previous.current.call },
  };
}
