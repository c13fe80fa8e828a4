import * as z from 'zod';
import {
  type Environment,
  positiveInteger,
  readEnvironment,
  retentionDays,
} from './environment.ts';
import { recognitionEnvironmentSchema } from './recognition-settings.ts';

const environmentSchema = recognitionEnvironmentSchema.extend({
  JOB_TABLE: z.string(),
  /** Days that a job is remembered after it has ended; 0: for ever. */
  JOB_RETENTION_DAYS: retentionDays,
  RESULTS_BUCKET: z.string(),
  NOW_QUEUE_URL: z.url(),
  NIGHTLY_QUEUE_URL: z.url(),
  /** Jobs that one run repairs at most; the next minute's run goes on. */
  KEEPER_STEP_JOBS: positiveInteger,
});

/** The variables that infra/keeper.ts has to set: a name forgotten there does not compile. */
export type KeeperEnvironment = z.input<typeof environmentSchema>;

/** @throws {z.ZodError} that names every missing or malformed variable at once */
export function readKeeperSettings(
  environment: Environment = process.env,
): z.output<typeof environmentSchema> {
  return readEnvironment(environmentSchema, environment);
}
