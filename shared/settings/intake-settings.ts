import * as z from 'zod';
import {
  type Environment,
  positiveInteger,
  readEnvironment,
  retentionDays,
} from './environment.ts';
import { modelEnvironmentSchema } from './model-settings.ts';

const environmentSchema = z
  .object({
    RESULTS_BUCKET: z.string(),
    JOB_TABLE: z.string(),
    /** Days that a job is remembered after it has ended; 0: for ever. */
    JOB_RETENTION_DAYS: retentionDays,
    NOW_QUEUE_URL: z.url(),
    /** A larger object is a failed job and is never read. */
    MAX_DOCUMENT_BYTES: positiveInteger,
  })
  .extend(modelEnvironmentSchema.shape);

/** The variables that infra/intake.ts has to set: a name forgotten there does not compile. */
export type IntakeEnvironment = z.input<typeof environmentSchema>;

/** @throws {z.ZodError} that names every missing or malformed variable at once */
export function readIntakeSettings(
  environment: Environment = process.env,
): z.output<typeof environmentSchema> {
  return readEnvironment(environmentSchema, environment);
}
