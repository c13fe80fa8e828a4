import { PipelineError } from '../../failure/pipeline-error.ts';
import type { Job } from '../../job/job.ts';
import type { Move } from '../../job/move.ts';
import { collect } from '../../job/moves.ts';
import type { Log } from '../../ports/log.ts';
import type { TextRecognition } from '../../ports/text-recognition.ts';

/**
 * How long a job waits for its recognition, in milliseconds. Most take seconds and the longest
 * documents minutes; after two hours it is not slow but stuck.
 */
const longestRecognitionMs = 2 * 60 * 60_000;

/**
 * The move of a job whose recognition has ended, has taken too long, or was turned off meanwhile:
 * a worker then finds out which. A service that cannot be asked now is asked in the next minute.
 */
export async function collectIfRecognized(
  job: Job,
  now: Date,
  ports: { readonly recognition: TextRecognition | null; readonly log: Log },
): Promise<Move | null> {
  const { recognition, log } = ports;
  if (job.recognition === null || recognition === null) return collect(job, now);
  const { recognitionId, startedAt } = job.recognition;
  if (now.getTime() - Date.parse(startedAt) > longestRecognitionMs) return collect(job, now);
  try {
    return (await recognition.hasEnded(recognitionId)) ? collect(job, now) : null;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    log.warn('recognition not known to have ended', { jobId: job.jobId, code: error.code });
    return null;
  }
}
