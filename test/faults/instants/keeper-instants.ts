import { becomes, type KillInstant, messageSent, ofTable } from './kill-instant.ts';

const jobQueued = (isMeant: (body: string) => boolean): KillInstant['matches'] =>
  ofTable('UpdateItem', 'JOB#', (body) => becomes('QUEUED')(body) && isMeant(body));
const crashedJobQueued = jobQueued((body) => body.includes('":set_crashes"'));
const heldJobQueued = jobQueued((body) => body.includes('"#heldReason"'));

/** What the keeper awaits for a job whose worker died. */
export const recoverInstants: readonly KillInstant[] = [
  { name: 'before it brings a crashed job back', when: 'before', matches: crashedJobQueued },
  { name: 'after it brought a crashed job back', when: 'after', matches: crashedJobQueued },
  { name: 'before the message of a crashed job', when: 'before', matches: messageSent },
  { name: 'after the message of a crashed job', when: 'after', matches: messageSent },
];

/** What it awaits for a job that is held no longer. */
export const resumeInstants: readonly KillInstant[] = [
  { name: 'before it resumes a held job', when: 'before', matches: heldJobQueued },
  { name: 'after it resumed a held job', when: 'after', matches: heldJobQueued },
  { name: 'before the message of a held job', when: 'before', matches: messageSent },
  { name: 'after the message of a held job', when: 'after', matches: messageSent },
];
