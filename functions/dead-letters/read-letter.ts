import { readUploads } from '../../shared/adapters/aws/s3-event.ts';
import { jobMessageSchema } from '../../shared/job/job-message.ts';
import type { DeadMessage } from '../../shared/steps/keeping/bury-dead-letters.ts';

/**
 * Tells a job's message from an upload's.
 *
 * @throws {Error} when the letter is neither
 */
export function readLetter(body: string): DeadMessage {
  const job = jobMessageSchema.safeParse(JSON.parse(body));
  return job.success
    ? { kind: 'job', message: job.data }
    : { kind: 'uploads', uploads: readUploads(body) };
}
