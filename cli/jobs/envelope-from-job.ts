import { memberName } from '../../shared/job/job-id.ts';
import { nothingPaid } from '../../shared/job/build-result.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { unknownUsage } from '../../shared/money/token-usage.ts';
import type { UploadedDocument } from '../uploads/upload-file.ts';
import type { JobItem } from './job-item.ts';

const nothingRead = {
  mediaType: null,
  format: null,
  characters: null,
  pages: null,
  durationSeconds: null,
};

const nothingMeasured = { queueMs: null, readMs: null, modelMs: null, totalMs: null };

/** The envelope of a job that has no stored result, or none yet: what its item says, no output. */
export function envelopeFromJob(job: JobItem): ResultEnvelope {
  const { bucket, key, version, member, sizeBytes } = job.document;
  return {
    schemaVersion: 1,
    jobId: job.jobId,
    analysis: job.analysis,
    revision: job.revision,
    status: job.status,
    document: { bucket, key, version, member: memberName(member), sizeBytes, ...nothingRead },
    output: null,
    archive: null,
    coverage: null,
    grounding: null,
    exchanges: [],
    model: null,
    ...paidSoFar(job),
    timings: {
      uploadedAt: job.uploadedAt,
      queuedAt: job.queuedAt,
      startedAt: job.startedAt,
      completedAt: job.completedAt,
      ...nothingMeasured,
    },
    attempts: job.attempt,
    warnings: [
      ...(job.heldReason === null ? [] : [heldWarning(job.heldReason, job.heldUntil)]),
      ...(job.cancelRequested ? ['cancelled by an operator: it ends before its next call'] : []),
    ],
    error: job.error,
  };
}

/** A job that never ran paid nothing; of one that runs, nothing is known before it is booked. */
function paidSoFar({ startedAt, usage, cost }: JobItem): Pick<ResultEnvelope, 'usage' | 'cost'> {
  if (usage !== null) return { usage, cost };
  if (startedAt === null) return nothingPaid;
  return { usage: { ...nothingPaid.usage, ...unknownUsage }, cost: null };
}

function heldWarning(reason: string, until: string | null): string {
  return until === null ? `held: ${reason}` : `held until ${until}: ${reason}`;
}

/** The envelope of an upload whose job did not exist yet when the time was up: its id is empty. */
export function envelopeFromUpload(upload: UploadedDocument, analysis: string): ResultEnvelope {
  const { bucket, key, version, sizeBytes, startedAt } = upload;
  return {
    schemaVersion: 1,
    jobId: '',
    analysis,
    revision: 'none',
    status: 'QUEUED',
    document: { bucket, key, version, member: null, sizeBytes, ...nothingRead },
    output: null,
    archive: null,
    coverage: null,
    grounding: null,
    exchanges: [],
    model: null,
    ...nothingPaid,
    timings: {
      uploadedAt: startedAt,
      queuedAt: null,
      startedAt: null,
      completedAt: null,
      ...nothingMeasured,
    },
    attempts: 0,
    warnings: ['the upload has no job yet'],
    error: null,
  };
}
