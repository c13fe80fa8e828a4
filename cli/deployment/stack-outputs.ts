import * as z from 'zod';
import type { DeploymentResources } from './deployment.ts';

const outputsSchema = z.object({
  DocumentsBucketName: z.string(),
  ResultsBucketName: z.string(),
  JobTableName: z.string(),
  UploadsQueueUrl: z.string(),
  NowQueueUrl: z.string(),
  NightlyQueueUrl: z.string(),
  /** A stack of an earlier version remembers jobs for ever. */
  JobRetentionDays: z.string().default('0').transform(Number),
});

/**
 * The resources that commands need, out of the stack's outputs.
 *
 * @throws {z.ZodError} that names every missing output at once
 */
export function readStackOutputs(outputs: Readonly<Record<string, string>>): DeploymentResources {
  const found = outputsSchema.parse(outputs);
  return {
    documentsBucket: found.DocumentsBucketName,
    resultsBucket: found.ResultsBucketName,
    jobTable: found.JobTableName,
    uploadsQueueUrl: found.UploadsQueueUrl,
    nowQueueUrl: found.NowQueueUrl,
    nightlyQueueUrl: found.NightlyQueueUrl,
    jobRetentionDays: found.JobRetentionDays,
  };
}
