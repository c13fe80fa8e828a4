import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Breaker,
  breakerOf,
  breakerSchema,
  isProbeDue,
  passageOf,
  probed,
  reasonToHold,
} from '../../../shared/extraction/breaker.ts';
import {
  ModelAccountRefused,
  ModelNotFound,
  ModelThrottled,
} from '../../../shared/failure/model-errors.ts';
import { modelChoice } from '../../builders/analysis.ts';

const start = new Date('2026-05-04T08:00:00.000Z');
const refused = new ModelAccountRefused('the account has no credit left (HTTP 402); top it up');

function openedAt(now: Date): Breaker {
  const breaker = breakerOf(refused, modelChoice, now);
  if (breaker === null) throw new Error('no breaker opens');
  return breaker;
}

describe('a breaker', () => {
  it('stands before the provider where the account is refused, and before the model where that is unknown', () => {
    const unknown = new ModelNotFound('the server has no model "deepseek-flash"');

    expect(breakerOf(refused, modelChoice, start)?.scope).toBe('deepseek');
    expect(breakerOf(unknown, modelChoice, start)?.scope).toBe('deepseek#deepseek-flash');
    expect(breakerOf(new ModelThrottled('busy'), modelChoice, start)).toBeNull();
  });

  it('of an earlier release was never closed by an answer, as far as one knows', () => {
    const { answeredAt: _, ...earlier } = openedAt(start);

    expect(breakerSchema.parse(earlier).answeredAt).toBeNull();
  });

  it('says in a few words why jobs are held', () => {
    expect(reasonToHold(openedAt(start))).toBe(
      'deepseek refuses calls since 2026-05-04T08:00:00.000Z (MODEL_ACCOUNT_REFUSED)',
    );
  });

  it('lets one job try in every pause, which doubles up to an hour', () => {
    const look = record({
      jobId: constantFrom('job-1', 'job-2', 'job-3'),
      afterMs: integer({ min: 0, max: 2 * 3_600_000 }),
    });
    assert(
      property(array(look, { maxLength: 50 }), (looks) => {
        let breaker = openedAt(start);
        let now = start;
        let pauseMs = 5 * 60_000;
        for (const { jobId, afterMs } of looks) {
          now = new Date(now.getTime() + afterMs);
          const passage = passageOf(breaker, jobId, now);
          expect(passage === 'probe').toBe(isProbeDue(breaker, now));
          const without = breaker.probedBy === jobId ? 'free' : 'none';
          expect([without, 'probe']).toContain(passage);
          if (passage !== 'probe') continue;
          breaker = probed(breaker, jobId, now);
          pauseMs = Math.min(3_600_000, pauseMs * 2);
          expect(Date.parse(breaker.probeAt) - now.getTime()).toBe(pauseMs);
        }
      }),
    );
  });

  it('that is not open lets everybody pass', () => {
    const closed = { ...openedAt(start), open: false };

    expect(passageOf(closed, 'job-1', start)).toBe('free');
    expect(passageOf(closed, 'job-1', new Date('2026-05-05T08:00:00.000Z'))).toBe('free');
  });
});
