import type { Upload } from '../../document/upload.ts';
import { noAnalysis } from '../../job/job-id.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { IntakeFailed } from '../../failure/job-errors.ts';
import type { JobMessage } from '../../job/job-message.ts';
import { newJob } from '../../job/new-job.ts';
import type { DeadLetter, DeadLetterQueue } from '../../ports/dead-letter-queue.ts';
import { recoverJob, type RecoverPorts } from '../running/recover-job.ts';
import { failUpload } from '../uploading/fail-upload.ts';

/** What a dead letter says, once it is read. */
export type DeadMessage =
  | { readonly kind: 'job'; readonly message: JobMessage }
  | { readonly kind: 'uploads'; readonly uploads: readonly Upload[] };

export interface BuryPorts extends RecoverPorts {
  readonly letters: DeadLetterQueue;
  /** @throws {Error} where the letter is none of ours: it stays, and ends where an alarm sees it */
  readonly readLetter: (body: string) => DeadMessage;
}

/**
 * Brings the job of every dead letter back to its queue, or fails it where that was done too often, and
 * makes a failed job of every upload; until no letter is left or the time is up. While the table cannot
 * be read no letter is taken: each taking is a delivery nearer to those that are put aside.
 *
 * @throws {Error} where the table cannot be read
 */
export async function buryDeadLetters(endsAt: Date, ports: BuryPorts): Promise<void> {
  while (ports.clock.now() < endsAt) {
    await ports.jobs.get(noJob);
    const letters = await ports.letters.receive();
    if (letters.length === 0) return;
    await Promise.all(letters.map((letter) => buryOne(letter, ports)));
  }
}

/** An id that no job has. */
const noJob = 'none';

async function buryOne(letter: DeadLetter, ports: BuryPorts): Promise<void> {
  try {
    const dead = ports.readLetter(letter.body);
    if (dead.kind === 'job') await recoverOne(dead.message, ports);
    else await Promise.all(dead.uploads.map((upload) => buryUpload(upload, ports)));
    await letter.remove();
  } catch (error) {
    ports.log.error('dead letter left in its queue', error, { messageId: letter.messageId });
  }
}

async function recoverOne({ jobId, attempt }: JobMessage, ports: BuryPorts): Promise<void> {
  const job = await ports.jobs.get(jobId);
  if (job?.attempt === attempt) await recoverJob(job, ports);
}

/** An upload whose event was handled after all, by another of its deliveries, has its job already. */
async function buryUpload(upload: Upload, ports: BuryPorts): Promise<void> {
  const { bucket, key, version } = upload.document;
  const known = await ports.jobs.listByDocument(bucket, key);
  if (known.some(({ document }) => document.version === version)) return;

  const now = ports.clock.now();
  const error = describeFailure(new IntakeFailed());
  const job = newJob({ ...upload, ...noAnalysis, lane: 'now', status: 'FAILED', error, now });
  await failUpload(job, error, ports);
  ports.log.warn('upload buried', { jobId: job.jobId, code: error.code });
}
