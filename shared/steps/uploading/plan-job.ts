import type { Upload } from '../../document/upload.ts';
import { parseUploadKey } from '../../document/upload-key.ts';
import type { FindQuestion } from '../../extraction/question.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { DocumentTooLarge } from '../../failure/document-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { UnknownAnalysis } from '../../failure/upload-errors.ts';
import { noAnalysis, unresolvedRevision } from '../../job/job-id.ts';
import type { Job } from '../../job/job.ts';
import type { Failure } from '../../job/result-envelope.ts';

export interface PlanPorts {
  readonly findQuestion: FindQuestion;
  /** Names of all analyses of this deployment. */
  readonly analyses: readonly string[];
  readonly maximumBytes: number;
}

/** What an upload becomes: a job with a state to begin in, and what went wrong. */
export type Plan = Filed &
  (
    | { readonly status: 'FAILED'; readonly error: Failure }
    | { readonly status: 'QUEUED' | 'WAITING'; readonly error: Failure | null }
  );

type Filed = Pick<Job, 'lane' | 'analysis' | 'revision'>;

const statusIn = { now: 'QUEUED', nightly: 'WAITING' } as const;

/** Finds out what is asked of an upload. Only what its key and its size say makes it a failed job. */
export async function planJob({ document }: Upload, ports: PlanPorts): Promise<Plan> {
  let filed: Filed = { lane: 'now', ...noAnalysis };
  try {
    const { lane, analysis } = parseUploadKey(document.key, ports.analyses);
    const { revision, error } = await findRevision(analysis, ports);
    filed = { lane, analysis, revision };
    // A job that the worker replaces must not have ended before: it would be there twice.
    if (error === null) refuseTooLarge(document, ports);
    return { ...filed, status: statusIn[lane], error };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { ...filed, status: 'FAILED', error: describeFailure(error) };
  }
}

/**
 * The revision of an analysis, or {@link unresolvedRevision} and why it is not known. Whether that
 * passes, holds the job or ends it, the worker decides, as it does of every failure of the model.
 *
 * @throws {UnknownAnalysis}
 */
async function findRevision(
  analysis: string,
  { findQuestion, analyses }: PlanPorts,
): Promise<Pick<Plan, 'revision' | 'error'>> {
  try {
    const question = await findQuestion(analysis);
    if (question !== undefined) return { revision: question.revision, error: null };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { revision: unresolvedRevision, error: describeFailure(error) };
  }
  throw new UnknownAnalysis(analysis, analyses);
}

/** @throws {DocumentTooLarge} */
function refuseTooLarge({ sizeBytes }: Upload['document'], { maximumBytes }: PlanPorts): void {
  if (sizeBytes !== null && sizeBytes > maximumBytes) {
    throw new DocumentTooLarge(sizeBytes, maximumBytes);
  }
}
