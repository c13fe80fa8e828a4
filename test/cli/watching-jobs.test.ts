import { describe, expect, it } from 'vitest';
import { hasEnded, watchJobs, type JobWatch } from '../../cli/jobs/watch-jobs.ts';
import type { JobStatus } from '../../shared/job/job-status.ts';
import { jobItem } from './builders.ts';

const upload = {
  bucket: 'documents',
  key: 'inbox/meeting-minutes/board.vtt',
  version: 'v1',
  isVersioned: true,
  sizeBytes: 120,
  startedAt: '2026-05-01T10:00:00.000Z',
};

/** A job that goes through the states, one a look, and stays in the last. */
function watchOf(states: readonly (JobStatus | undefined)[]) {
  let nowMs = Date.parse(upload.startedAt);
  let looks = 0;
  const changes: (JobStatus | undefined)[] = [];
  const look = async () => {
    const status = states[Math.min(looks, states.length - 1)];
    looks += 1;
    return status === undefined ? undefined : jobItem({ status });
  };
  const watch: JobWatch = {
    clock: {
      now: () => new Date(nowMs),
      wait: async (ms) => {
        nowMs += ms;
      },
    },
    find: look,
    read: look,
    changed: ({ job }) => changes.push(job?.status),
    intervalMs: 1000,
    deadline: new Date(nowMs + 10_000),
  };
  return { watch, changes, looks: () => looks };
}

describe('waiting for jobs', () => {
  it('tells every change once and ends with the job', async () => {
    const { watch, changes } = watchOf([undefined, 'QUEUED', 'RUNNING', 'RUNNING', 'SUCCEEDED']);

    const [watched] = await watchJobs([{ upload, job: undefined }], watch, hasEnded);

    expect(changes).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
    expect(watched?.job?.status).toBe('SUCCEEDED');
  });

  it('tells of a try that failed between two looks, after which the job is queued as before', async () => {
    const { watch } = watchOf(['QUEUED']);
    const error = { code: 'MODEL_UNAVAILABLE', message: 'HTTP 503', retryable: true };
    const jobs = [jobItem(), jobItem({ error, attempt: 2 })];
    const last = jobItem({ status: 'SUCCEEDED' });
    const told: (string | undefined)[] = [];
    const read = async () => jobs.shift() ?? last;
    const changed: JobWatch['changed'] = ({ job }) => told.push(job?.error?.code ?? job?.status);

    await watchJobs(
      [{ upload, job: undefined }],
      { ...watch, find: read, read, changed },
      hasEnded,
    );

    expect(told).toEqual(['QUEUED', 'MODEL_UNAVAILABLE', 'SUCCEEDED']);
  });

  it('tells when more of a running job is known', async () => {
    const { watch } = watchOf(['RUNNING']);
    const told: (number | undefined)[] = [];
    const jobs = [0, 10, 10, 20].map((answerTokens) =>
      jobItem({
        status: 'RUNNING',
        progress: { answeredParts: 0, plannedParts: 1, answerTokens, tooLarge: [], cut: null },
      }),
    );
    const last = jobItem({ status: 'SUCCEEDED' });
    const read = async () => jobs.shift() ?? last;
    const watching = {
      ...watch,
      find: read,
      read,
      changed: ({ job }: { job: ReturnType<typeof jobItem> | undefined }) =>
        told.push(job?.progress?.answerTokens),
    };

    await watchJobs([{ upload, job: undefined }], watching, hasEnded);

    expect(told).toEqual([0, 10, 20, undefined]);
  });

  it.each(['HELD', 'FAILED', 'INCOMPLETE', 'CANCELLED'] as const)(
    'does not wait for more when a job is %s',
    async (status) => {
      const { watch, looks } = watchOf([status]);

      await watchJobs([{ upload, job: undefined }], watch, hasEnded);

      expect(looks()).toBe(1);
    },
  );

  it('gives up at the deadline with what it has seen', async () => {
    const { watch, looks } = watchOf(['QUEUED']);

    const [watched] = await watchJobs([{ upload, job: undefined }], watch, hasEnded);

    expect(watched?.job?.status).toBe('QUEUED');
    expect(looks()).toBe(11);
  });

  it('ends at once where there is nothing to wait for', async () => {
    const { watch } = watchOf([]);

    expect(await watchJobs([], watch, hasEnded)).toEqual([]);
  });
});
