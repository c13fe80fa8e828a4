import { jobCreated, type KillInstant, messageSent } from './kill-instant.ts';

/** What intake awaits. */
export const intakeInstants: readonly KillInstant[] = [
  { name: 'before the job is created', when: 'before', matches: jobCreated },
  { name: 'after the job is created', when: 'after', matches: jobCreated },
  { name: 'before the message is sent', when: 'before', matches: messageSent },
  { name: 'after the message is sent', when: 'after', matches: messageSent },
];
