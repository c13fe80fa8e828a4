import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { claimKey } from '../../shared/adapters/aws/claim-key.ts';
import { DynamoExchangeClaims } from '../../shared/adapters/aws/dynamo-exchange-claims.ts';
import type { Claim, ClaimRequest } from '../../shared/extraction/claim.ts';
import { leaseMs, later } from '../../shared/job/lease.ts';
import type { ExchangeClaims } from '../../shared/ports/exchange-claims.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryExchangeClaims } from '../fakes/memory-exchange-claims.ts';
import { startEmulatedTable } from './emulated-table.ts';

const emulated = await startEmulatedTable();
afterAll(() => emulated.close());
const clock = new ManualClock();

let requests = 0;
function anotherRequest(): (owner: string) => ClaimRequest {
  requests += 1;
  const requestHash = `hash-${requests}`;
  return (owner) => ({
    requestHash,
    owner,
    until: later(clock.now(), leaseMs),
    call: {
      jobId: `job of ${owner}`,
      analysis: 'title-only',
      provider: 'deepseek',
      model: 'deepseek-flash',
      startedAt: clock.now().toISOString(),
    },
  });
}

async function takenClaim(claims: ExchangeClaims, request: ClaimRequest): Promise<Claim> {
  const answer = await claims.take(request);
  if (!answer.taken) throw new Error('somebody else has the claim');
  return answer.claim;
}

/** A claim whose call was sent just now. */
async function openedClaim(claims: ExchangeClaims, request: ClaimRequest): Promise<Claim> {
  const claim = await claims.open(await takenClaim(claims, request), clock.now().toISOString());
  if (claim === null) throw new Error('the claim was lost');
  return claim;
}

describe.each([
  ['in memory', new MemoryExchangeClaims(clock)],
  ['on DynamoDB', new DynamoExchangeClaims(emulated, { clock, retentionDays: 30 })],
])('claims %s', (_where, claims) => {
  it('let one of two workers ask', async () => {
    const request = anotherRequest();

    const taken = await Promise.all([claims.take(request('a')), claims.take(request('b'))]);

    expect(taken.filter((one) => one.taken)).toHaveLength(1);
  });

  it('are alive as long as they are renewed', async () => {
    const request = anotherRequest();
    const mine = await claims.take(request('a'));
    await clock.advance(50_000);
    if (mine.taken) await claims.renew(mine.claim);
    await clock.advance(50_000);

    expect(await claims.take(request('b'))).toMatchObject({ taken: false });
  });

  it('that ran out are taken over, and their call counts as lost', async () => {
    const request = anotherRequest();
    await openedClaim(claims, request('a'));
    await clock.advance(leaseMs + 1);

    expect(await claims.take(request('b'))).toMatchObject({
      taken: true,
      claim: { current: { call: 2 }, lostCalls: [{ call: 1, jobId: 'job of a' }] },
    });
  });

  it('that ran out before a call was sent have lost none, and leave their number', async () => {
    const request = anotherRequest();
    await claims.take(request('a'));
    await clock.advance(leaseMs + 1);

    expect(await claims.take(request('b'))).toMatchObject({
      taken: true,
      claim: { current: { call: 1, jobId: 'job of b' }, lostCalls: [] },
    });
  });

  it('know when their call was sent, and are held for a lease from then on', async () => {
    const request = anotherRequest();
    const mine = await takenClaim(claims, request('a'));
    await clock.advance(50_000);
    const startedAt = clock.now().toISOString();

    const claim = await claims.open(mine, startedAt);
    await clock.advance(50_000);

    expect(claim).toMatchObject({ open: true, current: { call: 1, startedAt } });
    expect(await claims.take(request('b'))).toMatchObject({ taken: false });
    await clock.advance(leaseMs);
    expect(await claims.take(request('b'))).toMatchObject({
      claim: { lostCalls: [{ call: 1, startedAt }] },
    });
  });

  it('whose call was refused are held on, and nothing is lost with them', async () => {
    const request = anotherRequest();
    await claims.close(await openedClaim(claims, request('a')));

    expect(await claims.take(request('b'))).toMatchObject({ taken: false });
    await clock.advance(leaseMs + 1);
    expect(await claims.take(request('b'))).toMatchObject({
      taken: true,
      claim: { lostCalls: [] },
    });
  });

  it.each([
    ['known', []],
    ['unknown', [{ call: 1, jobId: 'job of a' }]],
  ] as const)('settled as %s are free at once, lost calls remembered', async (fate, lostCalls) => {
    const request = anotherRequest();
    await claims.settle(await openedClaim(claims, request('a')), fate);

    expect(await claims.take(request('b'))).toMatchObject({
      taken: true,
      claim: { current: { call: 2 }, lostCalls },
    });
  });

  it('tell of calls that got lost, and of one under way once nobody can wait for it', async () => {
    const request = anotherRequest();
    const { requestHash } = request('a');
    expect(await claims.lostCalls(requestHash)).toEqual([]);
    await claims.settle(await openedClaim(claims, request('a')), 'unknown');
    await openedClaim(claims, request('b'));

    expect(await claims.lostCalls(requestHash)).toMatchObject([{ call: 1, jobId: 'job of a' }]);
    await clock.advance(leaseMs + 1);
    expect(await claims.lostCalls(requestHash)).toMatchObject([
      { call: 1, jobId: 'job of a' },
      { call: 2, jobId: 'job of b' },
    ]);
  });

  it('whose call was never made leave its number to the next one', async () => {
    const request = anotherRequest();
    for (const owner of ['a', 'b']) {
      const mine = await claims.take(request(owner));
      if (mine.taken) await claims.settle(mine.claim, 'unmade');
    }

    expect(await claims.take(request('c'))).toMatchObject({
      taken: true,
      claim: { current: { call: 1, jobId: 'job of c' }, lostCalls: [] },
    });
  });

  it('that were taken over can no longer be opened, closed or settled by who had them', async () => {
    const request = anotherRequest();
    const mine = await takenClaim(claims, request('a'));
    await clock.advance(leaseMs + 1);
    const theirs = await openedClaim(claims, request('b'));

    expect(await claims.open(mine, clock.now().toISOString())).toBeNull();
    await claims.close(mine);
    expect(await claims.settle(mine, 'known')).toBe(false);

    expect(await claims.settle(theirs, 'unknown')).toBe(true);
    expect(await claims.take(request('c'))).toMatchObject({
      claim: { lostCalls: [{ call: 1, jobId: 'job of b' }] },
    });
  });
});

describe('a claim on DynamoDB', () => {
  const claims = new DynamoExchangeClaims(emulated, { clock, retentionDays: 30 });
  const nowSeconds = (): number => Math.floor(clock.now().getTime() / 1000);

  async function expiryOf(requestHash: string): Promise<unknown> {
    const { Item } = await emulated.client.send(
      new GetCommand({ TableName: emulated.name, Key: claimKey(requestHash) }),
    );
    return Item?.['expiresAt'];
  }

  it('is remembered for as long as the setting says once its call was made', async () => {
    const request = anotherRequest()('a');

    await claims.settle(await openedClaim(claims, request), 'known');

    expect(await expiryOf(request.requestHash)).toBe(nowSeconds() + 30 * 86_400);
  });

  it('is forgotten at once where nobody has ever been asked', async () => {
    const [unasked, askedBefore] = [anotherRequest(), anotherRequest()];
    await claims.settle(await openedClaim(claims, askedBefore('a')), 'known');

    for (const request of [unasked('b'), askedBefore('b')])
      await claims.settle(await takenClaim(claims, request), 'unmade');

    expect(await expiryOf(unasked('b').requestHash)).toBe(nowSeconds());
    expect(await expiryOf(askedBefore('b').requestHash)).toBe(nowSeconds() + 30 * 86_400);
  });
});
