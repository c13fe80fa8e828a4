import {
  becomes,
  jobCreated,
  jobRead,
  jobTaken,
  type KillInstant,
  ofTable,
  resultStored,
} from './kill-instant.ts';

const jobFailed = ofTable('UpdateItem', 'JOB#', becomes('FAILED'));
const letterDeleted: KillInstant['matches'] = ({ service, operation }) =>
  service === 'sqs' && operation === 'DeleteMessage';

/** What is awaited for the letter of a job while nobody has the job. */
export const untakenInstants: readonly KillInstant[] = [
  { name: 'before it reads the job', when: 'before', matches: jobRead },
  { name: 'before it takes the job', when: 'before', matches: jobTaken },
];

/** What is awaited while the job is taken, and not failed yet. */
export const takenInstants: readonly KillInstant[] = [
  { name: 'after it took the job', when: 'after', matches: jobTaken },
  { name: 'before the result', when: 'before', matches: resultStored },
  { name: 'after the result', when: 'after', matches: resultStored },
  { name: 'before the job fails', when: 'before', matches: jobFailed },
];

/** What is awaited once the job has failed. */
export const failedInstants: readonly KillInstant[] = [
  { name: 'after the job failed', when: 'after', matches: jobFailed },
  { name: 'before the letter is deleted', when: 'before', matches: letterDeleted },
  { name: 'after the letter is deleted', when: 'after', matches: letterDeleted },
];

/** What is awaited for the letter of an upload, of which a failed job is made. */
export const uploadInstants: readonly KillInstant[] = [
  { name: 'before the result of the upload', when: 'before', matches: resultStored },
  { name: 'after the result of the upload', when: 'after', matches: resultStored },
  { name: 'before the job of the upload is created', when: 'before', matches: jobCreated },
  { name: 'after the job of the upload is created', when: 'after', matches: jobCreated },
];
