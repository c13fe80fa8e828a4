import {
  answerKept,
  becomes,
  jobCreated,
  jobRead,
  jobTaken,
  type KillInstant,
  messageSent,
  ofStore,
  ofTable,
  resultStored,
} from './kill-instant.ts';

const says = (outcome: string) => (body: string) => body.includes(`"outcome":"${outcome}"`);
const sets = (name: string, value: boolean) => (body: string) =>
  body.includes(`":${name}":{"BOOL":${value}}`);

const documentRead = ofStore('GET', 'inbox/');
const answerLookedFor = ofStore('GET', 'exchanges/');
const claimMade = ofTable('PutItem', 'EXCHANGE#');
const callBooked = ofStore('PUT', 'ledger/', says('unknown'));
const claimOpened = ofTable('UpdateItem', 'EXCHANGE#', sets('open', true));
const claimClosed = ofTable(
  'UpdateItem',
  'EXCHANGE#',
  (body) => sets('open', false)(body) && !body.includes('":held"'),
);
const claimSettled = ofTable('UpdateItem', 'EXCHANGE#', sets('held', false));
const lineWritten = ofStore('PUT', 'ledger/', says('used'));
const leaseRenewed = ofTable(
  'UpdateItem',
  'JOB#',
  (body) => body.includes(':set_leaseUntil') && !body.includes(':set_status'),
);
const jobEnded = ofTable('UpdateItem', 'JOB#', becomes('SUCCEEDED'));
const jobHeld = ofTable('UpdateItem', 'JOB#', becomes('HELD'));
const roomReserved = ofTable('UpdateItem', 'BUDGET#', (body) =>
  body.includes('SET reservations.#job = :entry'),
);
const budgetSettled = ofTable(
  'UpdateItem',
  'BUDGET#',
  (body) => body.includes('REMOVE reservations.#job') && body.includes('settledTokens'),
);
const breakerOpened = ofTable('UpdateItem', 'BREAKER#', (body) => body.includes('":code"'));

/** What a worker awaits in the course of a job that succeeds at once, within a budget; in that order. */
export const workerInstants: readonly KillInstant[] = [
  { name: 'before it reads the job', when: 'before', matches: jobRead },
  { name: 'before it takes the job', when: 'before', matches: jobTaken },
  { name: 'after it took the job', when: 'after', matches: jobTaken },
  { name: 'before it reads the document', when: 'before', matches: documentRead },
  { name: 'before it looks for a kept answer', when: 'before', matches: answerLookedFor },
  { name: 'before it reserves of the budget', when: 'before', matches: roomReserved },
  { name: 'after it reserved of the budget', when: 'after', matches: roomReserved },
  { name: 'before the claim', when: 'before', matches: claimMade },
  { name: 'after the claim', when: 'after', matches: claimMade },
  { name: 'before the claim is opened', when: 'before', matches: claimOpened },
  { name: 'after the claim is opened', when: 'after', matches: claimOpened },
  { name: 'before the call is booked', when: 'before', matches: callBooked },
  { name: 'after the call is booked', when: 'after', matches: callBooked },
  { name: 'after the answer, before it is kept', when: 'before', matches: answerKept },
  { name: 'after the answer is kept', when: 'after', matches: answerKept },
  { name: 'before the claim is settled', when: 'before', matches: claimSettled },
  { name: 'after the claim is settled', when: 'after', matches: claimSettled },
  { name: 'before the line of the answer', when: 'before', matches: lineWritten },
  { name: 'after the line of the answer', when: 'after', matches: lineWritten },
  {
    name: 'before it writes how far it is',
    when: 'before',
    matches: leaseRenewed,
    // A slow worker also writes it while it waits for its answer.
    since: lineWritten,
  },
  { name: 'before the budget is settled', when: 'before', matches: budgetSettled },
  { name: 'after the budget is settled', when: 'after', matches: budgetSettled },
  {
    name: 'before the last renewal of the lease',
    when: 'before',
    matches: leaseRenewed,
    since: budgetSettled,
  },
  { name: 'before the result', when: 'before', matches: resultStored },
  { name: 'after the result', when: 'after', matches: resultStored },
  { name: 'before the final move', when: 'before', matches: jobEnded },
  { name: 'after the final move', when: 'after', matches: jobEnded },
];

/** The same where the provider refuses the account. */
export const refusedInstants: readonly KillInstant[] = [
  { name: 'before the claim of a refused call is closed', when: 'before', matches: claimClosed },
  { name: 'before the breaker is opened', when: 'before', matches: breakerOpened },
  { name: 'after the breaker is opened', when: 'after', matches: breakerOpened },
  { name: 'before the job is held', when: 'before', matches: jobHeld },
  { name: 'after the job is held', when: 'after', matches: jobHeld },
];

/** Awaits of a worker that gives a job back, because the answer broke off. */
export const deferInstants: readonly KillInstant[] = [
  {
    name: 'before it gives the job back',
    when: 'before',
    matches: ofTable('UpdateItem', 'JOB#', becomes('QUEUED')),
  },
  {
    name: 'after it gave the job back, before the message',
    when: 'after',
    matches: ofTable('UpdateItem', 'JOB#', becomes('QUEUED')),
  },
];

/** The last of them: from here on the job comes back at once. */
export const deferredInstant: KillInstant = {
  name: 'after the message that gives the job back',
  when: 'after',
  matches: messageSent,
};

/** Awaits of a worker that makes jobs of the members of an archive. */
export const archiveInstants: readonly KillInstant[] = [
  { name: 'before the job of a member is created', when: 'before', matches: jobCreated },
  { name: 'after the job of a member is created', when: 'after', matches: jobCreated },
  { name: 'before the message of a member is sent', when: 'before', matches: messageSent },
  { name: 'after the message of a member is sent', when: 'after', matches: messageSent },
];
