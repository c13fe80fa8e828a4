import { buildResult, failedBeforeAsking, nothingPaid } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import type { Failure } from '../../job/result-envelope.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { ResultStore } from '../../ports/result-store.ts';

/** Makes a failed job of an upload. First the result, then the job: a final job always has its result. */
export async function failUpload(
  job: Job,
  error: Failure,
  { jobs, results }: { readonly jobs: JobTable; readonly results: ResultStore },
): Promise<void> {
  const result = buildResult(job, failedBeforeAsking(error), job.changedAt);
  await jobs.create({ ...job, ...nothingPaid, resultKey: await results.put(result) });
}
