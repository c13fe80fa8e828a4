import type { Upload } from '../../document/upload.ts';
import { noAnalysis } from '../../job/job-id.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { IntakeFailed } from '../../failure/job-errors.ts';
import type { JobMessage } from '../../job/job-message.ts';
import { newJob } from '../../job/new-job.ts';
import type { DeadLetter, DeadLetterQueue } from '../../ports/dead-letter-queue.ts';
import { buryJob, type BuryJobPorts } from './bury-job.ts';
import { failUpload } from '../uploading/fail-upload.ts';

/** What a dead letter says, once it is read. */
export type DeadMessage =
  | { readonly kind: 'job'; readonly message: JobMessage }
  | { readonly kind: 'uploads'; readonly uploads: readonly Upload[] };

export interface BuryPorts extends BuryJobPorts {
  readonly letters: DeadLetterQueue;
  /** @throws {Error} where the letter is none of ours: it stays, and ends where an alarm sees it */
  readonly readLetter: (body: string) => DeadMessage;
}

/** Turns every dead letter into a failed job, until none is left or the time is up. */
export async function buryDeadLetters(endsAt: Date, ports: BuryPorts): Promise<void> {
  while (ports.clock.now() < endsAt) {
    const letters = await ports.letters.receive();
    if (letters.length === 0) return;
    await Promise.all(letters.map((letter) => buryOne(letter, ports)));
  }
}

async function buryOne(letter: DeadLetter, ports: BuryPorts): Promise<void> {
  try {
    const dead = ports.readLetter(letter.body);
    if (dead.kind === 'job') await failJob(dead.message, ports);
    else await Promise.all(dead.uploads.map((upload) => buryUpload(upload, ports)));
    await letter.remove();
  } catch (error) {
    ports.log.error('dead letter left in its queue', error, { messageId: letter.messageId });
  }
}

async function failJob({ jobId, attempt }: JobMessage, ports: BuryPorts): Promise<void> {
  const job = await ports.jobs.get(jobId);
  if (job !== undefined && job.attempt === attempt) await buryJob(job, ports);
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
