import type { ServiceRequest } from './service-request.ts';

/** A moment in a job's way, known by a request to a service that a process makes in it. */
export interface KillInstant {
  readonly name: string;
  /** Killed before the service sees the request, or when it has done it and before its reply. */
  readonly when: 'before' | 'after';
  readonly matches: (request: ServiceRequest) => boolean;
}

const ofTable =
  (operation: string, prefix: string, isMeant: (body: string) => boolean = () => true) =>
  (request: ServiceRequest): boolean =>
    request.service === 'dynamodb' &&
    request.operation === operation &&
    request.subject.startsWith(prefix) &&
    isMeant(request.body);

const ofStore =
  (operation: string, folder: string, isMeant: (body: string) => boolean = () => true) =>
  (request: ServiceRequest): boolean =>
    request.service === 's3' &&
    request.operation === operation &&
    request.subject.includes(`/${folder}`) &&
    isMeant(request.body);

const becomes = (status: string) => (body: string) =>
  body.includes(`":set_status":{"S":"${status}"`);
const says = (outcome: string) => (body: string) => body.includes(`"outcome":"${outcome}"`);

const jobRead = ofTable('GetItem', 'JOB#');
const jobTaken = ofTable('UpdateItem', 'JOB#', becomes('RUNNING'));
const documentRead = ofStore('GET', 'inbox/');
const answerLookedFor = ofStore('GET', 'exchanges/');
const claimMade = ofTable('PutItem', 'EXCHANGE#');
const callBooked = ofStore('PUT', 'ledger/', says('unknown'));
const answerKept = ofStore('PUT', 'exchanges/');
const claimSettled = ofTable('UpdateItem', 'EXCHANGE#');
const lineWritten = ofStore('PUT', 'ledger/', says('used'));
const leaseRenewed = ofTable(
  'UpdateItem',
  'JOB#',
  (body) => body.includes(':set_leaseUntil') && !body.includes(':set_status'),
);
const resultStored = ofStore('PUT', 'results/');
const jobEnded = ofTable('UpdateItem', 'JOB#', becomes('SUCCEEDED'));

/** Every await of a worker that matters, in the order of a job that succeeds at once. */
export const workerInstants: readonly KillInstant[] = [
  { name: 'before it reads the job', when: 'before', matches: jobRead },
  { name: 'before it takes the job', when: 'before', matches: jobTaken },
  { name: 'after it took the job', when: 'after', matches: jobTaken },
  { name: 'before it reads the document', when: 'before', matches: documentRead },
  { name: 'before it looks for a kept answer', when: 'before', matches: answerLookedFor },
  { name: 'before the claim', when: 'before', matches: claimMade },
  { name: 'after the claim', when: 'after', matches: claimMade },
  { name: 'before the call is booked', when: 'before', matches: callBooked },
  { name: 'after the call is booked', when: 'after', matches: callBooked },
  { name: 'after the answer, before it is kept', when: 'before', matches: answerKept },
  { name: 'after the answer is kept', when: 'after', matches: answerKept },
  { name: 'before the claim is settled', when: 'before', matches: claimSettled },
  { name: 'after the claim is settled', when: 'after', matches: claimSettled },
  { name: 'before the line of the answer', when: 'before', matches: lineWritten },
  { name: 'after the line of the answer', when: 'after', matches: lineWritten },
  { name: 'before the last renewal of the lease', when: 'before', matches: leaseRenewed },
  { name: 'before the result', when: 'before', matches: resultStored },
  { name: 'after the result', when: 'after', matches: resultStored },
  { name: 'before the final move', when: 'before', matches: jobEnded },
  { name: 'after the final move', when: 'after', matches: jobEnded },
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

const messageSent = ({ service, operation }: ServiceRequest): boolean =>
  service === 'sqs' && operation.startsWith('SendMessage');

/** The last of them: from here on the job comes back at once. */
export const deferredInstant: KillInstant = {
  name: 'after the message that gives the job back',
  when: 'after',
  matches: messageSent,
};

const jobCreated = ofTable('PutItem', 'JOB#');

/** Every await of intake that matters. */
export const intakeInstants: readonly KillInstant[] = [
  { name: 'before the job is created', when: 'before', matches: jobCreated },
  { name: 'after the job is created', when: 'after', matches: jobCreated },
  { name: 'before the message is sent', when: 'before', matches: messageSent },
  { name: 'after the message is sent', when: 'after', matches: messageSent },
];
