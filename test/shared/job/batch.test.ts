import { describe, expect, it } from 'vitest';
import { batchIdOf } from '../../../shared/job/batch.ts';

describe('the id of a batch', () => {
  it.each([
    ['2026-05-04T22:00:00.000Z', 'UTC', 'night-2026-05-04'],
    ['2026-05-04T22:00:00.000Z', 'Europe/Warsaw', 'night-2026-05-05'],
    ['2026-05-05T03:00:00.000Z', 'America/New_York', 'night-2026-05-04'],
  ])('names the local date: %s in %s is %s', (scheduledTime, timeZone, batchId) => {
    expect(batchIdOf(new Date(scheduledTime), timeZone)).toBe(batchId);
  });
});
