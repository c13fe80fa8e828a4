import { describe, expect, it } from 'vitest';
import { RefusalStorm } from '../../../shared/extraction/refusal-storm.ts';

describe('a storm of refusals', () => {
  it('is on after four more refusals than answers', () => {
    const storm = new RefusalStorm();
    for (let times = 0; times < 3; times += 1) storm.refused();
    expect(storm.isOn).toBe(false);

    storm.answered();
    storm.refused();
    expect(storm.isOn).toBe(false);

    storm.refused();
    expect(storm.isOn).toBe(true);
  });

  it('never comes of refusals with as many answers between them', () => {
    const storm = new RefusalStorm();
    for (let times = 0; times < 100; times += 1) {
      storm.answered();
      storm.refused();
      expect(storm.isOn).toBe(false);
    }
  });

  it('is over after one answer, however long it was, and when something was done about it', () => {
    const storm = new RefusalStorm();
    for (let times = 0; times < 100; times += 1) storm.refused();
    storm.answered();
    expect(storm.isOn).toBe(false);

    storm.refused();
    expect(storm.isOn).toBe(true);
    storm.end();
    expect(storm.isOn).toBe(false);
  });
});
