import * as z from 'zod';
import { resultKey, type ResultsDay } from '../../shared/document/result-keys.ts';
import { memberPath } from '../../shared/job/job-id.ts';
import { resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { KnownJob } from './known-job.ts';
import { readResultsObject } from './read-result.ts';

const { jobId, analysis, document, timings, attempts } = resultEnvelopeSchema.shape;

const rememberedSchema = z.object({
  jobId,
  analysis,
  document: document.pick({ bucket: true, key: true, version: true, member: true }),
  timings: timings.pick({ uploadedAt: true, startedAt: true, completedAt: true }),
  attempts,
});

/** A job that the table has forgotten, as its result remembers it; `undefined` without a result. */
export async function readForgottenJob(
  deployment: Pick<Deployment, 's3' | 'resultsBucket' | 'kind'>,
  day: ResultsDay,
  id: string,
): Promise<KnownJob | undefined> {
  const key = resultKey({ ...day, uploadedAt: day.date, jobId: id });
  const text = await readResultsObject(deployment, key);
  if (text === undefined) return undefined;
  const result = rememberedSchema.parse(JSON.parse(text));
  const { uploadedAt, startedAt, completedAt } = result.timings;
  return {
    jobId: result.jobId,
    analysis: result.analysis,
    document: {
      ...result.document,
      member: memberPath(result.document.member),
      versionKind: deployment.kind === 'stack' ? 'versionId' : 'eTag',
    },
    uploadedAt,
    startedAt,
    changedAt: completedAt ?? uploadedAt,
    attempt: result.attempts,
  };
}
