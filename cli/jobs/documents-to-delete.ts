import { noAnalysis } from '../../shared/job/job-id.ts';
import { jobTableIndexes, shards } from '../../shared/job/job-table.ts';
import { CommandError } from '../command-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { JobItem } from './job-item.ts';
import { queryJobs } from './job-table-reads.ts';
import { versionsOfObject } from './object-versions.ts';
import { namedJobs } from './select-jobs.ts';

/** One version of an object, and every job that is about it or about a member of it. */
export interface DocumentToDelete {
  readonly bucket: string;
  readonly key: string;
  /** The version id, or the ETag where the store keeps no versions. */
  readonly version: string;
  readonly versionKind: JobItem['document']['versionKind'];
  /** Members of archives first, the upload's own job last. */
  readonly jobs: readonly JobItem[];
}

const concurrentReads = 16;

/**
 * The documents that jobs are about, and every version under the keys that are given.
 *
 * @throws {CommandError} where a name means no job, or a key nothing at all
 */
export async function documentsToDelete(
  deployment: Deployment,
  wanted: { readonly names: readonly string[]; readonly keys: readonly string[] },
  now: Date,
): Promise<DocumentToDelete[]> {
  const { documentsBucket: bucket } = deployment;
  const jobs = await namedJobs(deployment, wanted.names, now);
  const ofJobs = jobs.map(({ document }) => document);
  const ofKeys = await inParallel(wanted.keys, concurrentReads, async (key) => {
    const versions = [
      ...(await jobsOfObject(deployment, { bucket, key })).map(({ document }) => document),
      ...(await versionsOfObject(deployment, key)),
    ];
    if (versions.length === 0) throw new CommandError(`there is no document ${key}`);
    return versions;
  });
  const documents = new Map([...ofJobs, ...ofKeys.flat()].map((each) => [idOf(each), each]));
  return inParallel([...documents.values()], concurrentReads, async (document) => {
    const { key, version, versionKind } = document;
    const about = await jobsOfVersion(deployment, document);
    return { bucket: document.bucket, key, version, versionKind, jobs: about };
  });
}

type Version = Pick<JobItem['document'], 'bucket' | 'key' | 'version'>;

function idOf({ bucket, key, version }: Version): string {
  return JSON.stringify([bucket, key, version]);
}

function jobsOfObject(
  deployment: Deployment,
  { bucket, key }: Pick<Version, 'bucket' | 'key'>,
): Promise<JobItem[]> {
  return queryJobs(deployment, jobTableIndexes.byDocument, `${bucket}/${key}`);
}

/**
 * Members of an archive are documents of their own, but share analysis and time of upload with it:
 * they lie in the same partitions.
 */
async function jobsOfVersion(deployment: Deployment, version: Version): Promise<JobItem[]> {
  const own = (await jobsOfObject(deployment, version)).filter(
    ({ document }) => document.version === version.version,
  );
  const days = new Set(
    own
      .filter(({ analysis }) => analysis !== noAnalysis.analysis)
      .map(({ analysis, uploadedAt }) => `${analysis}#${uploadedAt.slice(0, 10)}`),
  );
  const partitions = [...days].flatMap((day) => shards.map((shard) => `${day}#${shard}`));
  const sameDay = await inParallel(partitions, concurrentReads, async (partition) =>
    queryJobs(deployment, jobTableIndexes.byAnalysis, partition),
  );
  const members = sameDay
    .flat()
    .filter(({ document }) => document.member.length > 0 && idOf(document) === idOf(version))
    .toSorted((one, other) => other.document.member.length - one.document.member.length);
  return [...members, ...own];
}
