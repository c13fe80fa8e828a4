import { describe, expect, it } from 'vitest';
import { firstBeat } from '../../../shared/steps/running/first-beat.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

async function timesTried(failures: number): Promise<number> {
  const clock = new ManualClock();
  let times = 0;
  const beat = async (): Promise<void> => {
    times += 1;
    if (times <= failures) throw new Error('throttled');
  };

  await clock.passUntil(firstBeat({ clock, log, beat }));
  return times;
}

describe('the first beat of a worker', () => {
  it('is one where it succeeds', async () => {
    expect(await timesTried(0)).toBe(1);
  });

  it('is tried again while the queue throttles: unheld messages of a failed job are gone for an hour and a half', async () => {
    expect(await timesTried(3)).toBe(4);
  });

  it('does not keep the work waiting for ever', async () => {
    expect(await timesTried(100)).toBe(5);
  });
});
