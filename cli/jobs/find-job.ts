import { noAnalysis } from '../../shared/job/job-id.ts';
import { jobTableIndexes } from '../../shared/job/job-table.ts';
import { CommandError } from '../command-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { lastDates } from './dates.ts';
import type { JobItem } from './job-item.ts';
import { jobInPlaceOf, queryJobs, readJob } from './job-table-reads.ts';
import { listJobs } from './list-jobs.ts';

/** What a person may call a job, and where to look for it. */
export interface JobSearch {
  /** A job id, its first six or more digits, or the key of its document. */
  readonly name: string;
  readonly analyses: Iterable<string>;
  readonly now: Date;
}

/** How far back a shortened id is looked for; a whole one is found whatever its age. */
const searchedDays = 31;
/** Enough to say that a shortened id is not unique, and to show which there are. */
const shownMatches = 5;

const wholeId = /^[0-9a-f]{32}$/;

/**
 * The one job that a person means; of a document the newest.
 *
 * @throws {CommandError} when there is none, or more than one
 */
export async function findJob(deployment: Deployment, search: JobSearch): Promise<JobItem> {
  return (await findJobIfKept(deployment, search)) ?? refuse(missingJob(search.name));
}

/**
 * The same; `undefined` where there is none.
 *
 * @throws {CommandError} when there is more than one, or the name cannot be one
 */
export async function findJobIfKept(
  deployment: Deployment,
  { name, analyses, now }: JobSearch,
): Promise<JobItem | undefined> {
  if (name.includes('/')) return newestOfDocument(deployment, name);
  if (wholeId.test(name)) return readJob(deployment, name);
  if (!/^[0-9a-f]{6,31}$/.test(name)) {
    return refuse(
      `${JSON.stringify(name)} names no job: give an id of 32 hex digits, at least its first 6, or a document's key such as inbox/meeting-minutes/board.vtt`,
    );
  }
  const matches = await listJobs(deployment, {
    analyses: [...new Set([...analyses, noAnalysis.analysis])],
    dates: lastDates(now, searchedDays),
    limit: shownMatches,
    idPrefix: name,
  });
  const [match, ...others] = matches;
  if (match === undefined) return undefined;
  if (others.length > 0) {
    return refuse(
      `several jobs begin with ${name}: ${matches.map(({ jobId }) => jobId).join(', ')}`,
    );
  }
  return (await readJob(deployment, match.jobId)) ?? match;
}

/** What to tell a person who means a job that there is not. */
export function missingJob(name: string): string {
  if (name.includes('/')) return `there is no job for a document ${name}`;
  if (wholeId.test(name)) return `there is no job ${name}`;
  return `no job of the last ${searchedDays} days begins with ${name}`;
}

async function newestOfDocument(deployment: Deployment, key: string): Promise<JobItem | undefined> {
  const [newest] = await queryJobs(
    deployment,
    jobTableIndexes.byDocument,
    `${deployment.documentsBucket}/${key}`,
  );
  return newest === undefined ? undefined : jobInPlaceOf(deployment, newest);
}

function refuse(problem: string): never {
  throw new CommandError(problem);
}
