import { isFinal } from '../../shared/job/job-status.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { noteIfNothingRuns } from '../output/note-if-nothing-runs.ts';
import type { Terminal } from '../output/terminal.ts';
import { hasReadEveryUpload } from './find-job-of-upload.ts';
import type { JobItem } from './job-item.ts';

/** Says who will work on jobs that have not ended, and on uploads, where no pipeline runs. */
export async function noteIdlePipeline(
  deployment: Deployment,
  jobs: readonly JobItem[],
  terminal: Pick<Terminal, 'note'>,
): Promise<void> {
  if (deployment.kind !== 'embedded') return;
  const isUnfinished = jobs.some(({ status }) => !isFinal(status));
  if (!isUnfinished && (await hasReadEveryUpload(deployment))) return;
  const work = isUnfinished ? 'what is unfinished' : 'what was uploaded';
  noteIfNothingRuns(deployment, { data: deployment.dataDirectory, work }, terminal);
}
