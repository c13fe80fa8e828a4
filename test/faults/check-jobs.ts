import { isReplaced } from '../../shared/job/is-replaced.ts';
import type { JobRecord, Records, UploadRecord } from './book-records.ts';

const finalStatuses = new Set(['SUCCEEDED', 'INCOMPLETE', 'FAILED', 'CANCELLED']);

/** Whether a job is in a final state. */
export function hasEnded({ status }: JobRecord): boolean {
  return finalStatuses.has(status);
}

/** Each upload, and each member of an archive that could be read, is exactly one job that counts. */
export function checkUploads({ uploads, jobs }: Pick<Records, 'uploads' | 'jobs'>): string[] {
  const found = Map.groupBy(
    jobs.filter((job) => !isReplaced(job)),
    nameOfJob,
  );
  return expectedNames(uploads, found).flatMap((name) => {
    const ids = (found.get(name) ?? []).map(({ jobId }) => jobId);
    if (ids.length === 1) return [];
    return [ids.length === 0 ? `${name} has no job` : `${name} has the jobs ${ids.join(', ')}`];
  });
}

/** No job is of anything that nobody uploaded. */
export function checkJobs({ uploads, jobs }: Records): string[] {
  const found = Map.groupBy(jobs, nameOfJob);
  const expected = new Set(expectedNames(uploads, found));
  return [...found]
    .filter(([name]) => !expected.has(name))
    .flatMap(([name, of]) => of.map(({ jobId }) => `job ${jobId} is of ${name}, not uploaded`));
}

/** A job that is not final is held by something that has a name. */
export function checkWaiting({ jobs }: Pick<Records, 'jobs'>): string[] {
  return jobs
    .filter((job) => !hasEnded(job))
    .filter(({ status, heldReason }) => status !== 'HELD' || heldReason === null)
    .map(({ jobId, status, attempt }) => `job ${jobId} is ${status} in attempt ${attempt}`);
}

/**
 * The result lies where the job says, says the same, and is of no other. A job may have been replaced
 * right after its worker stored one.
 */
export function checkResults({ jobs, results }: Records): string[] {
  const ended = jobs.filter((job) => hasEnded(job) && !isReplaced(job));
  const known = new Set(ended.map(({ resultKey }) => resultKey));
  const replaced = new Set(jobs.filter(isReplaced).map(({ jobId }) => jobId));
  return [
    ...ended.flatMap((job) => problemsOf(job, results)),
    ...[...results]
      .filter(([key, { jobId }]) => !known.has(key) && !replaced.has(jobId))
      .map(([key]) => `result ${key} is of no job that has ended`),
  ];
}

function problemsOf(job: JobRecord, results: Records['results']): string[] {
  const { jobId, status, error, resultKey } = job;
  const result = results.get(resultKey ?? '');
  if (result === undefined) return [`job ${jobId} (${status}) has no result`];
  const problems = [
    ...(result.jobId === jobId ? [] : [`has the result of ${result.jobId}`]),
    ...(result.status === status ? [] : [`is ${status}, its result ${result.status}`]),
    ...(result.error?.code === error?.code ? [] : ['has another error than its result']),
    ...(status === 'FAILED' && error === null ? ['failed without a reason'] : []),
    ...(status === 'INCOMPLETE' && error === null && result.warnings.length === 0
      ? ['is incomplete without a reason']
      : []),
  ];
  return problems.map((problem) => `job ${jobId} ${problem}`);
}

function expectedNames(
  uploads: readonly UploadRecord[],
  found: ReadonlyMap<string, readonly JobRecord[]>,
): string[] {
  const names = uploads.flatMap((upload) => {
    const own = nameOf(upload.key, upload.version, []);
    const wasRead = found.get(own)?.some(({ status }) => status === 'SUCCEEDED') === true;
    const members = upload.members.map((path) => nameOf(upload.key, upload.version, [path]));
    // An archive that was replaced or deleted before it was read has no members to speak of.
    return [own, ...members.filter((member) => wasRead || found.has(member))];
  });
  return [...new Set(names)];
}

function nameOfJob({ document: { key, version, member } }: JobRecord): string {
  return nameOf(key, version, member);
}

function nameOf(key: string, version: string, member: readonly string[]): string {
  return `upload ${[key, ...member].join('!/')} (${version})`;
}
