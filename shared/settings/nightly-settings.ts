import * as z from 'zod';
import { type Environment, positiveInteger, readEnvironment } from './environment.ts';

const environmentSchema = z.object({
  JOB_TABLE: z.string(),
  NIGHTLY_QUEUE_URL: z.url(),
  /** IANA name of the zone whose date names the batch. */
  NIGHTLY_TIME_ZONE: z.string(),
  /** Jobs that one step reads and releases. */
  RELEASE_STEP_JOBS: positiveInteger,
});

/** The variables that infra/nightly.ts has to set: a name forgotten there does not compile. */
export type NightlyEnvironment = z.input<typeof environmentSchema>;

/** @throws {z.ZodError} that names every missing or malformed variable at once */
export function readNightlySettings(
  environment: Environment = process.env,
): z.output<typeof environmentSchema> {
  return readEnvironment(environmentSchema, environment);
}
