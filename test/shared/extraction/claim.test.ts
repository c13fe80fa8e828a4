import { describe, expect, it } from 'vitest';
import { claimSchema, isAlive, nextClaim } from '../../../shared/extraction/claim.ts';

const call = {
  jobId: 'job-1',
  analysis: 'title-only',
  provider: 'deepseek',
  model: 'deepseek-flash',
  startedAt: '2026-05-04T08:00:00.000Z',
};
const request = { requestHash: 'hash', owner: 'b', until: '2026-05-04T08:02:00.000Z', call };

/** As versions wrote it that opened a claim when they took it. */
function earlierClaim(open: boolean): unknown {
  const until = '2026-05-04T08:01:00.000Z';
  return {
    requestHash: 'hash',
    owner: 'a',
    until,
    current: { ...call, call: 4 },
    open,
    lostCalls: [],
  };
}

describe('a claim of an earlier version', () => {
  it('is alive while its call is under way, which is lost when it runs out', () => {
    const claim = claimSchema.parse(earlierClaim(true));

    expect(isAlive(claim, new Date('2026-05-04T08:00:59.000Z'))).toBe(true);
    expect(isAlive(claim, new Date('2026-05-04T08:01:00.000Z'))).toBe(false);
    expect(nextClaim(claim, request)).toMatchObject({
      current: { call: 5 },
      lostCalls: [{ call: 4 }],
    });
  });

  it('is free once it was settled, and its call keeps its number', () => {
    const claim = claimSchema.parse(earlierClaim(false));

    expect(isAlive(claim, new Date('2026-05-04T08:00:00.000Z'))).toBe(false);
    expect(nextClaim(claim, request)).toMatchObject({ current: { call: 5 }, lostCalls: [] });
  });
});
