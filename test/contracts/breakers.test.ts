import { afterAll, describe, expect, it } from 'vitest';
import { DynamoBreakers } from '../../shared/adapters/aws/dynamo-breakers.ts';
import { type Breaker, breakerOf, probed } from '../../shared/extraction/breaker.ts';
import { ModelAccountRefused } from '../../shared/failure/model-errors.ts';
import { modelChoice } from '../builders/analysis.ts';
import { MemoryBreakers } from '../fakes/memory-breakers.ts';
import { startEmulatedTable } from './emulated-table.ts';

const emulated = await startEmulatedTable();
afterAll(() => emulated.close());

const at = (time: string): Date => new Date(`2026-05-04T${time}.000Z`);

let providers = 0;
function anotherBreaker(openedAt = at('08:00:00')): Breaker {
  providers += 1;
  const choice = { ...modelChoice, providerIdentity: `custom http://127.0.0.1:${providers}/v1` };
  const breaker = breakerOf(new ModelAccountRefused('no credit'), choice, openedAt);
  if (breaker === null) throw new Error('no breaker opens');
  return breaker;
}

describe.each([
  ['in memory', new MemoryBreakers()],
  ['on DynamoDB', new DynamoBreakers(emulated)],
])('breakers %s', (_where, breakers) => {
  it('are opened by one of many refusals', async () => {
    const breaker = anotherBreaker();

    const opened = await Promise.all([1, 2, 3].map(() => breakers.open(breaker, at('07:59:00'))));

    expect(opened.filter(Boolean)).toHaveLength(1);
    expect(await breakers.get(breaker.scope)).toEqual(breaker);
    expect(await breakers.listOpen()).toContainEqual(breaker);
  });

  it('that were never open are not there', async () => {
    const breaker = anotherBreaker();

    expect(await breakers.get(breaker.scope)).toBeUndefined();
    expect(await breakers.close(breaker, at('08:00:00'), 'operator')).toBe(false);
    expect(await breakers.probe(breaker, breaker)).toBe(false);
  });

  it('let one job try', async () => {
    const breaker = anotherBreaker();
    await breakers.open(breaker, at('07:59:00'));

    const claimed = await Promise.all(
      ['job-1', 'job-2'].map((job) =>
        breakers.probe(breaker, probed(breaker, job, at('08:05:00'))),
      ),
    );

    expect(claimed.filter(Boolean)).toHaveLength(1);
    expect(await breakers.get(breaker.scope)).toMatchObject({
      open: true,
      probes: 1,
      probedBy: claimed[0] === true ? 'job-1' : 'job-2',
      probeAt: '2026-05-04T08:15:00.000Z',
    });
  });

  it('once closed are opened again by a later call only', async () => {
    const breaker = anotherBreaker();
    await breakers.open(breaker, at('07:59:00'));

    expect(await breakers.close(breaker, at('08:10:00'), 'operator')).toBe(true);
    expect(await breakers.listOpen()).not.toContainEqual(
      expect.objectContaining({ scope: breaker.scope }),
    );
    const again = { ...breaker, openedAt: at('08:11:00').toISOString() };
    expect(await breakers.open(again, at('08:09:00'))).toBe(false);
    expect(await breakers.open(again, at('08:10:30'))).toBe(true);
    expect(await breakers.get(breaker.scope)).toMatchObject({ open: true, probedBy: null });
  });

  it.each(['operator', 'deployment'] as const)(
    'remember when an answered call last closed them, also when they were opened and closed by %s since',
    async (by) => {
      const breaker = anotherBreaker();
      await breakers.open(breaker, at('07:59:00'));
      await breakers.close(breaker, at('08:10:00'), 'answer');
      const again = { ...breaker, openedAt: at('08:11:00').toISOString() };
      await breakers.open(again, at('08:10:30'));
      await breakers.probe(again, probed(again, 'job-1', at('08:16:00')));
      await breakers.close(again, at('08:17:00'), by);

      expect(await breakers.get(breaker.scope)).toMatchObject({
        open: false,
        closedAt: '2026-05-04T08:17:00.000Z',
        answeredAt: '2026-05-04T08:10:00.000Z',
      });
    },
  );

  it('are not closed by who saw an earlier opening', async () => {
    const breaker = anotherBreaker();
    await breakers.open(breaker, at('07:59:00'));
    await breakers.close(breaker, at('08:10:00'), 'operator');
    const again = { ...breaker, openedAt: at('08:11:00').toISOString() };
    await breakers.open(again, at('08:10:30'));

    expect(await breakers.close(breaker, at('08:12:00'), 'operator')).toBe(false);
    expect((await breakers.get(breaker.scope))?.open).toBe(true);
  });
});
