import { uploadKey } from '../../shared/document/upload-key.ts';
import type { Lane } from '../../shared/job/lane.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../in-parallel.ts';
import { envelopeFromUpload } from '../jobs/envelope-from-job.ts';
import { envelopeOfJob } from '../jobs/envelope-of-job.ts';
import { readJob } from '../jobs/job-table-reads.ts';
import type { WatchedUpload } from '../jobs/watch-jobs.ts';
import { gaveUpNote } from '../output/gave-up-note.ts';
import type { Terminal } from '../output/terminal.ts';
import { type UploadedDocument, uploadFile } from '../uploads/upload-file.ts';
import { uploadPaths } from '../uploads/upload-paths.ts';
import { waitForJobs } from './wait-for-jobs.ts';

/** Files to send through the pipeline, and how long to wait for them. */
export interface AnalyseRequest {
  readonly files: readonly string[];
  readonly analysis: string;
  readonly lane: Lane;
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

/** Requests that are under way at one time: files go up and results come down. */
const concurrentTransfers = 8;

/**
 * Uploads the files and waits for their jobs.
 *
 * @returns one document per file, in the order of the files; the members of an archive follow it
 */
export async function analyseFiles(
  deployment: Deployment,
  request: AnalyseRequest,
  terminal: Terminal,
): Promise<AnalysedDocument[]> {
  const { files, analysis, lane, timeoutSeconds, namesAnalysis = false } = request;
  const deadline = new Date(Date.now() + timeoutSeconds * 1000);
  const paths = uploadPaths(files);
  const fileOfPath = new Map(paths.map((path, index) => [path, files[index] ?? path]));

  const uploads = await inParallel([...fileOfPath], concurrentTransfers, async ([path, file]) => ({
    upload: await uploadFile(deployment, file, uploadKey({ lane, analysis, path })),
    job: undefined,
  }));
  const followed = await followJobs(uploads, 'lane');
  const analysed = paths.flatMap((path) => {
    const one = followed.find(({ upload }) => upload.key === uploadKey({ lane, analysis, path }));
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
        job: await readJob(deployment, jobId),
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
