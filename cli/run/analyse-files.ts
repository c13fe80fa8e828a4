import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { envelopeFromUpload } from '../jobs/envelope-from-job.ts';
import { envelopeOfJob } from '../jobs/envelope-of-job.ts';
import { readJobInPlace } from '../jobs/job-table-reads.ts';
import type { WatchedUpload } from '../jobs/watch-jobs.ts';
import { gaveUpNote } from '../output/gave-up-note.ts';
import { retryCauses } from '../output/retry-causes.ts';
import type { Terminal } from '../output/terminal.ts';
import { type DocumentsToUpload, uploadDocuments } from '../uploads/upload-documents.ts';
import type { UploadedDocument } from '../uploads/upload-file.ts';
import { uploadPaths } from '../uploads/upload-paths.ts';
import { waitForJobs } from './wait-for-jobs.ts';

/** Files to send through the pipeline, and how long to wait for them. */
export interface AnalyseRequest extends DocumentsToUpload {
  readonly timeoutSeconds: number;
  /**
   * Whether progress names the analysis.
   *
   * @default false
   */
  readonly namesAnalysis?: boolean;
}

/** A document, and what became of it. */
export interface AnalysedDocument {
  /** What it is called below its analysis's folder; a member's path lies below its archive's. */
  readonly path: string;
  readonly envelope: ResultEnvelope;
}

/** Results that come down at one time. */
const concurrentTransfers = 8;

/**
 * Uploads the files and waits for their jobs.
 *
 * @returns one document per file, in the order of the files, or one for all of them; the members of an
 *   archive follow it
 */
export async function analyseFiles(
  deployment: Deployment,
  request: AnalyseRequest,
  terminal: Terminal,
): Promise<AnalysedDocument[]> {
  const { files, analysis, lane, together, timeoutSeconds, namesAnalysis = false } = request;
  const deadline = new Date(Date.now() + timeoutSeconds * 1000);
  const causes = retryCauses();
  const paths = together === undefined ? uploadPaths(files) : [together];

  const uploads = await uploadDocuments(deployment, request);
  const followed = await followJobs(
    [...uploads.values()].map((upload) => ({ upload, job: undefined })),
    'lane',
  );
  const analysed = paths.flatMap((path) => {
    const one = followed.find(({ upload }) => upload === uploads.get(path));
    return one === undefined ? [] : listed(path, one);
  });
  const open = new Set(analysed.filter(isAwaited).map(({ envelope }) => envelope)).size;
  if (open > 0) terminal.note(gaveUpNote(deployment, { open, timeoutSeconds }));
  return analysed;

  /** Held for a night that others release is what was wanted. */
  function isAwaited({ envelope: { status } }: AnalysedDocument): boolean {
    if (status === 'WAITING') return deployment.releaseNight !== undefined;
    return status === 'QUEUED' || status === 'RUNNING';
  }

  /** Waits for the jobs, then for those that archives among them were expanded into. */
  async function followJobs(
    watched: readonly WatchedUpload[],
    release: 'lane' | 'released',
  ): Promise<FollowedJob[]> {
    const awaited = {
      uploads: watched,
      lane: release === 'lane' ? lane : 'now',
      deadline,
      namesAnalysis,
      causes,
    } as const;
    const ended = await waitForJobs(deployment, awaited, terminal);
    return inParallel(ended, concurrentTransfers, async ({ upload, job }) => {
      const envelope =
        job === undefined
          ? envelopeFromUpload(upload, analysis)
          : await envelopeOfJob(deployment, job);
      const ids = envelope.archive?.members.map(({ jobId }) => jobId) ?? [];
      if (ids.length === 0) return { upload, envelope, members: [] };

      const members = await inParallel(ids, concurrentTransfers, async (jobId) => ({
        upload,
        job: await readJobInPlace(deployment, jobId),
      }));
      return { upload, envelope, members: await followJobs(members, 'released') };
    });
  }
}

interface FollowedJob {
  readonly upload: UploadedDocument;
  readonly envelope: ResultEnvelope;
  readonly members: readonly FollowedJob[];
}

function listed(path: string, { envelope, members }: FollowedJob): AnalysedDocument[] {
  const inside = members.flatMap((member) => {
    const name = member.envelope.document.member?.split('!/').at(-1) ?? member.envelope.jobId;
    return listed(`${path}/${name}`, member);
  });
  return [{ path, envelope }, ...inside];
}
