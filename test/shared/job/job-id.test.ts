import { describe, expect, it } from 'vitest';
import { jobIdOf } from '../../../shared/job/job-id.ts';
import { queuedJob } from '../../builders/job.ts';

describe('the id of a job', () => {
  const job = queuedJob();

  it('is 32 hex digits, the same for the same document and revision', () => {
    expect(jobIdOf(job)).toMatch(/^[0-9a-f]{32}$/);
    expect(jobIdOf(queuedJob({ attempt: 5, uploadedAt: 'later' }))).toBe(jobIdOf(job));
  });

  it.each([
    ['version', { document: { ...job.document, version: 'v2' } }],
    ['key', { document: { ...job.document, key: 'inbox/title-only/other.txt' } }],
    ['bucket', { document: { ...job.document, bucket: 'other' } }],
    ['analysis', { analysis: 'other' }],
    ['revision', { revision: 'other' }],
  ])('differs with the %s', (_what, change) => {
    expect(jobIdOf({ ...job, ...change })).not.toBe(jobIdOf(job));
  });
});
