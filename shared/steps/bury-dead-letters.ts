import { resultKey } from '../document/result-keys.ts';
import type { Upload } from '../document/upload.ts';
import { noAnalysis } from '../job/job-id.ts';
import { describeFailure } from '../failure/describe-failure.ts';
import { IntakeFailed, WorkerCrashed } from '../failure/job-errors.ts';
import { buildResult, failedBeforeAsking, nothingPaid } from '../job/build-result.ts';
import type { JobMessage } from '../job/job-message.ts';
import type { Job } from '../job/job.ts';
import { bury } from '../job/moves.ts';
import { newJob } from '../job/new-job.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeadLetter, DeadLetterQueue } from '../ports/dead-letter-queue.ts';
import type { JobTable } from '../ports/job-table.ts';
import type { Log } from '../ports/log.ts';
import type { ResultStore } from '../ports/result-store.ts';

/** What a dead letter says, once it is read. */
export type DeadMessage =
  | { readonly kind: 'job'; readonly message: JobMessage }
  | { readonly kind: 'uploads'; readonly uploads: readonly Upload[] };

export interface BuryPorts {
  readonly letters: DeadLetterQueue;
  /** @throws {Error} where the letter is none of ours: it stays, and ends where an alarm sees it */
  readonly readLetter: (body: string) => DeadMessage;
  readonly jobs: JobTable;
  readonly results: ResultStore;
  readonly clock: Clock;
  readonly log: Log;
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
    else await Promise.all(dead.uploads.map((upload) => failUpload(upload, ports)));
    await letter.remove();
  } catch (error) {
    ports.log.error('dead letter left in its queue', error, { messageId: letter.messageId });
  }
}

async function failJob({ jobId, attempt }: JobMessage, ports: BuryPorts): Promise<void> {
  const job = await ports.jobs.get(jobId);
  if (job === undefined || job.attempt !== attempt) return;

  const now = ports.clock.now();
  // What its attempts paid is in the ledger; whether that is all is not known.
  const unknown = { usage: unknownPaid, cost: null };
  const error = describeFailure(new WorkerCrashed());
  const ending = { status: 'FAILED', resultKey: resultKey(job), ...unknown, error } as const;
  const buried = isBuried(job) ? job : await ports.jobs.move(jobId, bury(attempt, ending, now));
  if (buried === undefined) return;

  const outcome = { ...failedBeforeAsking(error), ...unknown };
  await ports.results.put(buildResult(buried, outcome, buried.completedAt ?? now.toISOString()));
  ports.log.warn('job buried', { jobId, analysis: job.analysis, code: error.code });
}

/** Buried by an earlier delivery of the letter, which may have died before it wrote the result. */
function isBuried({ status, error }: Job): boolean {
  return status === 'FAILED' && error?.code === 'WORKER_CRASHED';
}

const unknownPaid = {
  promptTokens: null,
  cachedPromptTokens: null,
  completionTokens: null,
  reasoningTokens: null,
  exchanges: 0,
  paidExchanges: 0,
  replayedExchanges: 0,
};

async function failUpload(upload: Upload, ports: BuryPorts): Promise<void> {
  const now = ports.clock.now();
  const error = describeFailure(new IntakeFailed());
  const failed = newJob({ ...upload, ...noAnalysis, lane: 'now', status: 'FAILED', error, now });
  const { job } = await ports.jobs.create({
    ...failed,
    ...nothingPaid,
    resultKey: resultKey(failed),
  });
  await ports.results.put(
    buildResult(job, failedBeforeAsking(error), job.completedAt ?? job.changedAt),
  );
  ports.log.warn('upload buried', { jobId: job.jobId, code: error.code });
}
