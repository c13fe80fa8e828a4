import type { ArchiveListing, ArchiveMember } from '../../document/reading.ts';
import { DocumentTooComplex } from '../../failure/document-errors.ts';
import type { Job } from '../../job/job.ts';
import { newJob } from '../../job/new-job.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import { sendJob } from '../running/send-job.ts';

export interface ExpandPorts {
  /** Jobs that one upload may become, archives in archives included. */
  readonly maximumMembers: number;
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly clock: Clock;
}

/** Members that are made jobs of at the same time. */
const membersAtOnce = 25;

/**
 * Makes a job of every member of an archive, in the archive's lane, with its upload time and its
 * analysis; again is the same as once.
 *
 * @returns each member and its job, in the order of the archive
 * @throws {DocumentTooComplex} where the upload might become more jobs than it may
 */
export async function expandArchive(
  archive: Job,
  { members }: ArchiveListing,
  ports: ExpandPorts,
): Promise<{ readonly path: string; readonly jobId: string }[]> {
  const fanOut = archive.document.fanOut * members.length;
  if (fanOut > ports.maximumMembers) {
    throw new DocumentTooComplex(
      `more than ${ports.maximumMembers} files, those of inner archives included`,
    );
  }
  const listed: { path: string; jobId: string }[] = [];
  for (let first = 0; first < members.length; first += membersAtOnce) {
    const some = members.slice(first, first + membersAtOnce);
    listed.push(
      ...(await Promise.all(
        some.map((member) =>
          enqueue({ ...archive, document: { ...archive.document, fanOut } }, member, ports),
        ),
      )),
    );
  }
  return listed;
}

async function enqueue(
  archive: Job,
  { path, sizeBytes }: ArchiveMember,
  { jobs, queue, clock }: ExpandPorts,
): Promise<{ readonly path: string; readonly jobId: string }> {
  const { document, analysis, revision, lane, uploadedAt, batchId } = archive;
  const asked = newJob({
    document: { ...document, member: [...document.member, path], sizeBytes },
    analysis,
    revision,
    lane,
    uploadedAt,
    status: 'QUEUED',
    batchId,
    now: clock.now(),
  });
  const { job } = await jobs.create(asked);
  // An earlier attempt may have died between the item and the message.
  if (job.status === 'QUEUED' && job.attempt === 1) await sendJob(job, queue);
  return { path, jobId: job.jobId };
}
