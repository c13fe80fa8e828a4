import { uploadKey } from '../../shared/document/upload-key.ts';
import type { Lane } from '../../shared/job/lane.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../in-parallel.ts';
import { envelopeFromUpload } from '../jobs/envelope-from-job.ts';
import { envelopeOfJob } from '../jobs/envelope-of-job.ts';
import type { Terminal } from '../output/terminal.ts';
import { uploadFile } from '../uploads/upload-file.ts';
import { uploadPaths } from '../uploads/upload-paths.ts';
import { waitForJobs } from './wait-for-jobs.ts';

/** Files to send through the pipeline, and how long to wait for them. */
export interface AnalyseRequest {
  readonly files: readonly string[];
  readonly analysis: string;
  readonly lane: Lane;
  readonly timeoutSeconds: number;
}

/** One file of the request, in its order, and what became of it. */
export interface AnalysedFile {
  readonly file: string;
  /** What the file is called below its analysis's folder. */
  readonly path: string;
  readonly envelope: ResultEnvelope;
}

/** Requests that are under way at one time: files go up and results come down. */
const concurrentTransfers = 8;

/** Uploads the files, waits for their jobs and answers with one envelope per file. */
export async function analyseFiles(
  deployment: Deployment,
  request: AnalyseRequest,
  terminal: Terminal,
): Promise<AnalysedFile[]> {
  const { files, analysis, lane, timeoutSeconds } = request;
  const deadline = new Date(Date.now() + timeoutSeconds * 1000);
  const paths = uploadPaths(files);
  const fileOfPath = new Map(paths.map((path, index) => [path, files[index] ?? path]));

  const uploads = await inParallel([...fileOfPath], concurrentTransfers, async ([path, file]) =>
    uploadFile(deployment, file, uploadKey({ lane, analysis, path })),
  );
  const watched = await waitForJobs(deployment, { uploads, lane, deadline }, terminal);
  const envelopes = await inParallel(watched, concurrentTransfers, async ({ upload, job }) =>
    job === undefined ? envelopeFromUpload(upload, analysis) : envelopeOfJob(deployment, job),
  );

  const envelopeOfKey = new Map(
    watched.map(({ upload }, index) => [upload.key, envelopes[index]] as const),
  );
  return files.flatMap((file, index) => {
    const path = paths[index] ?? file;
    const envelope = envelopeOfKey.get(uploadKey({ lane, analysis, path }));
    return envelope === undefined ? [] : [{ file, path, envelope }];
  });
}
