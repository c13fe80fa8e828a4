import { describe, expect, it } from 'vitest';
import { Account } from './account.ts';

/** How calls are refused, one time after the other. */
function namesBy(seed: number): (string | undefined)[] {
  const account = new Account({ repairMs: 0, seed, now: () => 0 });
  return Array.from({ length: 5 }, () => {
    account.refuseNext();
    return account.refusal()?.name;
  });
}

describe('an account that a provider refuses', () => {
  it('is refused from the next call on until it was put in order, which takes its time', () => {
    let now = 0;
    const account = new Account({ repairMs: 4_000, seed: 1, now: () => now });
    expect(account.refusal()).toBeNull();
    account.refuseNext();
    expect(account.refusal()?.name).toBe('no credit');

    now = 3_999;
    expect(account.repair()).toBe(false);
    expect(account.refusal()?.name).toBe('no credit');
    now = 4_000;
    expect(account.repair()).toBe(true);

    expect(account.refusal()).toBeNull();
  });

  it('is taken to be in order where the next call is to be refused and only jobs that wait for it are left', () => {
    let now = 0;
    const account = new Account({ repairMs: 4_000, seed: 1, now: () => now });
    account.refuseNext();
    account.refusal();
    now = 4_000;
    account.refuseNext();

    expect(account.repair()).toBe(true);

    expect(account.refusal()).not.toBeNull();
  });

  it('is refused in another way each time, first in the way that the seed chooses', () => {
    const names = namesBy(4);

    expect(names).toEqual([
      'key not accepted',
      'no credit',
      'quota used up',
      'model not found',
      names[0],
    ]);
    expect(namesBy(5)).toEqual([...names.slice(1), names[1]]);
  });
});
