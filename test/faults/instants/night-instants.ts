import { becomes, type KillInstant, messageSent, ofTable } from './kill-instant.ts';

const batchTaken = ofTable('UpdateItem', 'BATCH#', (body) => body.includes('startedAt = if_not'));
const batchFinished = ofTable('UpdateItem', 'BATCH#', (body) => /REMOVE [^"]*startedAt/.test(body));
const jobReleased = ofTable('UpdateItem', 'JOB#', becomes('QUEUED'));

/** What the night's release awaits for its batch. */
export const batchInstants: readonly KillInstant[] = [
  { name: 'before it writes the batch', when: 'before', matches: batchTaken },
  { name: 'after it wrote the batch', when: 'after', matches: batchTaken },
  { name: 'before the batch is finished', when: 'before', matches: batchFinished },
  { name: 'after the batch is finished', when: 'after', matches: batchFinished },
];

/** What it awaits for each job that waits. */
export const releaseInstants: readonly KillInstant[] = [
  { name: 'before it releases the job', when: 'before', matches: jobReleased },
  { name: 'after it released the job', when: 'after', matches: jobReleased },
  { name: 'before the message of the job', when: 'before', matches: messageSent },
  { name: 'after the message of the job', when: 'after', matches: messageSent },
];
