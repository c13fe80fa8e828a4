import { noAnalysis } from '../../shared/job/job-id.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { CommandError } from '../command-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { dayOf, jobsAbout } from './jobs-about.ts';
import type { KnownJob, ObjectVersion } from './known-job.ts';
import { jobToDelete } from './job-to-delete.ts';
import { versionsOfObject } from './object-versions.ts';
import { daysWithResults } from './results-days.ts';

/** One version of an object, and every job that is about it or about a member of it. */
export interface DocumentToDelete extends ObjectVersion {
  /** Members of archives first, the upload's own job last. */
  readonly jobs: readonly KnownJob[];
}

const concurrentReads = 16;

/**
 * The documents that jobs are about, and every version under the keys that are given, also those of
 * which only results are left.
 *
 * @throws {CommandError} where a name means no job, or a key nothing at all
 */
export async function documentsToDelete(
  deployment: Deployment,
  wanted: { readonly names: readonly string[]; readonly keys: readonly string[] },
  now: Date,
): Promise<DocumentToDelete[]> {
  const ofNames = await inParallel(wanted.names, concurrentReads, async (name) => {
    const named = await jobToDelete(deployment, name, now);
    const jobs = await jobsAbout(deployment, named.document, [dayOf(named)]);
    return documentsOf([named.document], jobs);
  });
  const ofKeys = await inParallel(wanted.keys, concurrentReads, async (key) =>
    documentsUnder(deployment, key),
  );
  const documents = [...ofNames, ...ofKeys].flat();
  return [...new Map(documents.map((document) => [idOf(document), document])).values()];
}

/**
 * Every version of a key. Results of versions that are gone themselves may be of any day, and nothing
 * but the results can tell: those of forgotten jobs are read, each of them.
 */
async function documentsUnder(deployment: Deployment, key: string): Promise<DocumentToDelete[]> {
  const days = await daysWithResults(deployment, analysesOf(key));
  const object = { bucket: deployment.documentsBucket, key };
  const jobs = await jobsAbout(deployment, object, days);
  const documents = documentsOf(await versionsOfObject(deployment, key), jobs);
  if (documents.length === 0) throw new CommandError(`nothing is kept of a document ${key}`);
  return documents;
}

/** An upload failed without an analysis if its own was deployed only later. */
function analysesOf(key: string): string[] {
  return [...key.split('/').slice(1, 2), noAnalysis.analysis];
}

function documentsOf(
  versions: readonly ObjectVersion[],
  jobs: readonly KnownJob[],
): DocumentToDelete[] {
  const ofVersion = Map.groupBy(jobs, ({ document }) => idOf(document));
  const all = [...versions, ...jobs.map(({ document }) => document)];
  return [...new Map(all.map((version) => [idOf(version), version]))].map(
    ([id, { bucket, key, version, versionKind }]) => ({
      bucket,
      key,
      version,
      versionKind,
      jobs: ofVersion.get(id) ?? [],
    }),
  );
}

function idOf({ bucket, key, version }: ObjectVersion): string {
  return JSON.stringify([bucket, key, version]);
}
