import * as z from 'zod';
import {
  type Environment,
  positiveInteger,
  readEnvironment,
  retentionDays,
} from './environment.ts';
import { modelEnvironmentSchema } from './model-settings.ts';
import { readerEnvironmentSchema } from './reader-settings.ts';
import { recognitionEnvironmentSchema } from './recognition-settings.ts';

const environmentSchema = z
  .object({
    RESULTS_BUCKET: z.string(),
    JOB_TABLE: z.string(),
    /** Days that a job is remembered after it has ended; 0: for ever. */
    JOB_RETENTION_DAYS: retentionDays,
    NOW_QUEUE_URL: z.url(),
    NIGHTLY_QUEUE_URL: z.url(),
    /** A larger object is a failed job and is never read. */
    MAX_DOCUMENT_BYTES: positiveInteger,
    /** How often a job is tried before its last transient failure becomes final. */
    MAX_ATTEMPTS: positiveInteger,
    /** How often one question is asked at most because its answers are of no use; each is paid. */
    MAX_TRIES: positiveInteger,
    /** Parts of one long document that are asked about at one time. */
    CONCURRENT_PARTS: positiveInteger,
    /** Days that a claim is remembered; the exchange itself lives as long as the bucket keeps it. */
    CLAIM_RETENTION_DAYS: positiveInteger,
  })
  .extend(modelEnvironmentSchema.shape)
  .extend(readerEnvironmentSchema.shape)
  .extend(recognitionEnvironmentSchema.shape);

/** The variables that infra/worker.ts has to set: a name forgotten there does not compile. */
export type WorkerEnvironment = z.input<typeof environmentSchema>;

/** @throws {z.ZodError} that names every missing or malformed variable at once */
export function readWorkerSettings(
  environment: Environment = process.env,
): z.output<typeof environmentSchema> {
  return readEnvironment(environmentSchema, environment);
}
