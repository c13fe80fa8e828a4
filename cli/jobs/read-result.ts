import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { resultKey } from '../../shared/document/result-keys.ts';
import { type ResultEnvelope, resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { JobItem } from './job-item.ts';

/** The stored result of a job; `undefined` where there is none. */
export async function readResult(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  job: Pick<JobItem, 'analysis' | 'uploadedAt' | 'jobId'>,
): Promise<ResultEnvelope | undefined> {
  const text = await readResultsObject(deployment, resultKey(job));
  return text === undefined ? undefined : resultEnvelopeSchema.parse(JSON.parse(text));
}

/** The text of an object of the results bucket; `undefined` where there is none. */
export async function readResultsObject(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  key: string,
): Promise<string | undefined> {
  try {
    const { Body } = await deployment.s3.send(
      new GetObjectCommand({ Bucket: deployment.resultsBucket, Key: key }),
    );
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
