import * as z from 'zod';
import { type Environment, readEnvironment, retentionDays } from './environment.ts';

const environmentSchema = z.object({
  JOB_TABLE: z.string(),
  /** Days that a job is remembered after it has ended; 0: for ever. */
  JOB_RETENTION_DAYS: retentionDays,
  RESULTS_BUCKET: z.string(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  NOW_QUEUE_URL: z.url(),
  NIGHTLY_QUEUE_URL: z.url(),
});

/** The variables that infra/dead-letters.ts has to set: a name forgotten there does not compile. */
export type DeadLettersEnvironment = z.input<typeof environmentSchema>;

/** @throws {z.ZodError} that names every missing or malformed variable at once */
export function readDeadLettersSettings(
  environment: Environment = process.env,
): z.output<typeof environmentSchema> {
  return readEnvironment(environmentSchema, environment);
}
