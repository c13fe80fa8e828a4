import * as z from 'zod';
import { type Environment, readEnvironment } from './environment.ts';

const environmentSchema = z.object({
  JOB_TABLE: z.string(),
  RESULTS_BUCKET: z.string(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});

/** The variables that infra/dead-letters.ts has to set: a name forgotten there does not compile. */
export type DeadLettersEnvironment = z.input<typeof environmentSchema>;

/** @throws {z.ZodError} that names every missing or malformed variable at once */
export function readDeadLettersSettings(
  environment: Environment = process.env,
): z.output<typeof environmentSchema> {
  return readEnvironment(environmentSchema, environment);
}
