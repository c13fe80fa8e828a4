import { describe, expect, it } from 'vitest';
import type { ArchiveListing } from '../../../shared/document/reading.ts';
import { jobIdOf } from '../../../shared/job/job-id.ts';
import { expandArchive } from '../../../shared/steps/uploading/expand-archive.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { queuedJob } from '../../builders/job.ts';
import { workerWorld } from '../../builders/worker.ts';

const archive: ArchiveListing = {
  format: 'zip',
  mediaType: 'application/zip',
  members: [
    { path: 'notes/one.txt', sizeBytes: 10 },
    { path: 'inner.zip', sizeBytes: null },
  ],
  warnings: ['1 folder entry left out'],
};

describe('an archive', () => {
  it('becomes a job a member, and succeeds with the list of them', async () => {
    const job = queuedJob({ lane: 'nightly', batchId: 'night-2026-05-04' });
    const world = {
      ...workerWorld([job]),
      reader: { read: async () => ({ kind: 'archive', archive }) as const },
    };
    const now = world.clock.now();
    const invocation = { startedAt: now, endsAt: new Date(now.getTime() + 900_000) };

    const message = { version: 1, jobId: job.jobId, attempt: 1 } as const;
    await world.clock.passUntil(processJob(message, world, invocation));

    const result = world.results.results.get(job.jobId);
    const members = [...world.jobs.jobs.values()].filter(
      ({ document }) => document.member.length > 0,
    );
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: null,
      coverage: null,
      document: { format: 'zip', characters: null },
      warnings: ['1 folder entry left out'],
    });
    expect(result?.archive?.members.map(({ path }) => path)).toEqual([
      'notes/one.txt',
      'inner.zip',
    ]);
    expect(members).toMatchObject([
      {
        status: 'QUEUED',
        lane: 'nightly',
        batchId: 'night-2026-05-04',
        uploadedAt: job.uploadedAt,
      },
      { document: { key: job.document.key, member: ['inner.zip'] } },
    ]);
    expect(world.queue.sent.map(({ message: { jobId } }) => jobId)).toEqual(
      result?.archive?.members.map(({ jobId }) => jobId),
    );
    expect(world.model.requests).toHaveLength(0);
  });

  it('that is expanded twice makes each job once, and sends a lost message again', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);

    const first = await expandArchive(job, archive, world);
    const second = await expandArchive(job, archive, world);

    expect(second).toEqual(first);
    expect(world.jobs.jobs.size).toBe(3);
    expect(world.queue.sent).toHaveLength(4);
  });

  it('that holds archives is bounded as a whole: one upload never becomes thousands of paid jobs', async () => {
    const inner = queuedJob();
    const job = { ...inner, document: { ...inner.document, member: ['inner.zip'], fanOut: 600 } };
    const world = workerWorld([job]);

    await expect(expandArchive(job, archive, world)).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
    expect(world.queue.sent).toHaveLength(0);

    await expandArchive({ ...job, document: { ...job.document, fanOut: 500 } }, archive, world);
    const members = [...world.jobs.jobs.values()].filter(
      ({ document }) => document.member.length > 1,
    );
    expect(members.map(({ document }) => document.fanOut)).toEqual([1_000, 1_000]);
  });

  it('in an archive keeps the whole way to its members', async () => {
    const inner = queuedJob();
    const document = { ...inner.document, member: ['inner.zip'] };
    const world = workerWorld([{ ...inner, document }]);

    const [first] = await expandArchive({ ...inner, document }, archive, world);

    const job = world.jobs.jobs.get(first?.jobId ?? '');
    expect(job?.document.member).toEqual(['inner.zip', 'notes/one.txt']);
    expect(job?.jobId).toBe(
      jobIdOf({ ...inner, document: { ...document, member: ['inner.zip', 'notes/one.txt'] } }),
    );
  });
});
