import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../shared/steps/in-parallel.ts';

describe('work that is done in parallel', () => {
  it('has no more under way than it may, and answers in order', async () => {
    let [underWay, most] = [0, 0];

    const doubled = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      underWay -= 1;
      return item * 2;
    });

    expect(doubled).toEqual([10, 2, 8, 4, 6]);
    expect(most).toBe(2);
  });

  it('begins nothing more once something has failed', async () => {
    const begun: number[] = [];
    const { promise: going, resolve: goOn } = Promise.withResolvers<void>();

    const working = inParallel([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('the first one failed');
      await going;
    });

    await expect(working).rejects.toThrow('the first one failed');
    goOn();
    await going;
    expect(begun).toEqual([1, 2]);
  });
});
