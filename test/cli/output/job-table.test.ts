import { describe, expect, it } from 'vitest';
import { renderJobs } from '../../../cli/output/job-table.ts';
import { jobItem } from '../builders.ts';

describe('a table of jobs', () => {
  it('says why a job is held, since and until when, however often the keeper has looked at it', () => {
    const held = jobItem({
      status: 'HELD',
      heldReason: 'budget all 2026-05-04',
      heldAt: '2026-05-04T07:00:00.000Z',
      heldUntil: '2026-05-05T00:00:00.000Z',
      changedAt: '2026-05-04T11:30:00.000Z',
      error: { code: 'BUDGET_EXCEEDED', message: 'no room', retryable: true },
    });

    expect(renderJobs([held])).toContain(
      'BUDGET_EXCEEDED, budget all 2026-05-04, held since 2026-05-04T07:00:00Z, until 2026-05-05T00:00:00Z',
    );
  });

  it('says until when a queued job waits, and why', () => {
    const error = { code: 'MODEL_THROTTLED', message: '429', retryable: true };
    const notBefore = '2026-05-04T09:00:00.000Z';

    const queued = jobItem({ status: 'QUEUED', notBefore, error });
    const running = jobItem({ status: 'RUNNING', notBefore, error });

    expect(renderJobs([queued])).toContain('MODEL_THROTTLED, waits until 2026-05-04T09:00:00Z');
    expect(renderJobs([running])).not.toContain('waits until');
  });

  it('says with which code a job failed', () => {
    const failed = jobItem({
      status: 'FAILED',
      error: { code: 'MODEL_UNAVAILABLE', message: '503', retryable: true },
    });

    expect(renderJobs([failed])).toContain('MODEL_UNAVAILABLE');
  });
});
