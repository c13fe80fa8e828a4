import { describe, expect, it } from 'vitest';
import { RefusalStorm } from '../../../shared/extraction/refusal-storm.ts';

const now = new Date('2026-05-04T08:00:00.000Z');

/** What a storm says of so many refusals, one after the other. */
function refused(storm: RefusalStorm, times: number, taken = 0): boolean[] {
  return Array.from({ length: times }, () => storm.refused(taken, now));
}

describe('a storm of refusals', () => {
  it('is on after four more refusals than answers', () => {
    const storm = new RefusalStorm();
    expect(refused(storm, 3)).toEqual([false, false, false]);

    storm.answered();
    expect(refused(storm, 2)).toEqual([false, true]);
  });

  it('needs one more for each call that the provider has taken meanwhile', () => {
    const storm = new RefusalStorm();

    expect(refused(storm, 7, 3)).toEqual([false, false, false, false, false, false, true]);
  });

  it('never comes of refusals with as many answers between them', () => {
    const storm = new RefusalStorm();
    for (let times = 0; times < 100; times += 1) {
      storm.answered();
      expect(refused(storm, 1)).toEqual([false]);
    }
  });

  it('is over after one answer, however long it was, and when something was done about it', () => {
    const storm = new RefusalStorm();
    refused(storm, 100);
    storm.answered();
    storm.answered();
    expect(refused(storm, 2)).toEqual([false, true]);

    storm.end();
    expect(refused(storm, 1)).toEqual([false]);
  });

  it('is not made of refusals that are hours apart', () => {
    const storm = new RefusalStorm();
    refused(storm, 3);

    expect(storm.refused(0, new Date(now.getTime() + 3_600_000))).toBe(false);
  });
});
