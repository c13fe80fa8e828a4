import { dateOf, resultKey, type ResultsDay } from '../../shared/document/result-keys.ts';
import { jobTableIndexes } from '../../shared/job/job-table.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { queryJobs } from './job-table-reads.ts';
import { jobsOfDay } from './jobs-of-day.ts';
import type { KnownJob } from './known-job.ts';

const concurrentDays = 4;

/**
 * Every job about an object or about a member of it, members first: those of the table, and of some
 * days also those that it has forgotten. Members have analysis and time of upload of their archive, so
 * they are of the same days.
 *
 * @param object without a version: any version of it
 */
export async function jobsAbout(
  deployment: Deployment,
  object: { readonly bucket: string; readonly key: string; readonly version?: string },
  days: readonly ResultsDay[],
): Promise<KnownJob[]> {
  const { bucket, key, version } = object;
  const isWanted = (document: KnownJob['document']): boolean =>
    document.bucket === bucket &&
    document.key === key &&
    (version ?? document.version) === document.version;
  const listed = await queryJobs(deployment, jobTableIndexes.byDocument, `${bucket}/${key}`);
  const own = listed.filter(({ document }) => isWanted(document));
  const all = [...days, ...own.map(dayOf)];
  const distinct = [...new Map(all.map((day) => [JSON.stringify(day), day])).values()];
  const ofDays = await inParallel(distinct, concurrentDays, async (day) =>
    jobsOfDay(deployment, day, isWanted),
  );
  // Where the store has no versions, a forgotten job may have come again, on another day.
  const jobs = new Map([...ofDays.flat(), ...own].map((job) => [resultKey(job), job]));
  return [...jobs.values()].toSorted((one, other) => depthOf(other) - depthOf(one));
}

/** The day of a job's result. */
export function dayOf({ analysis, uploadedAt }: KnownJob): ResultsDay {
  return { analysis, date: dateOf(uploadedAt) };
}

function depthOf({ document }: KnownJob): number {
  return document.member.length;
}
