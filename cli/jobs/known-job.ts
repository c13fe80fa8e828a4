import type { JobItem } from './job-item.ts';

/** As much of a job as its result remembers when the table has forgotten it. */
export type KnownJob = Pick<
  JobItem,
  'jobId' | 'analysis' | 'uploadedAt' | 'startedAt' | 'changedAt' | 'attempt'
> & {
  readonly document: Pick<
    JobItem['document'],
    'bucket' | 'key' | 'version' | 'versionKind' | 'member'
  >;
};

/** One version of an object of the documents bucket. */
export type ObjectVersion = Pick<
  KnownJob['document'],
  'bucket' | 'key' | 'version' | 'versionKind'
>;
