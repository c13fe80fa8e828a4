import type { ServiceRequest } from '../service-request.ts';

/** A moment in a function's way, known by a request to a service that a process makes in it. */
export interface KillInstant {
  readonly name: string;
  /** Killed before the service sees the request, or when it has done it and before its reply. */
  readonly when: 'before' | 'after';
  readonly matches: (request: ServiceRequest) => boolean;
  /**
   * The request after which it may come.
   *
   * @default it may come at once
   */
  readonly since?: (request: ServiceRequest) => boolean;
}

type Matches = KillInstant['matches'];

/** An operation on items whose partition key begins so. */
export const ofTable =
  (operation: string, prefix: string, isMeant: (body: string) => boolean = () => true): Matches =>
  (request) =>
    request.service === 'dynamodb' &&
    request.operation === operation &&
    request.subject.startsWith(prefix) &&
    isMeant(request.body);

/** An operation on objects in a folder, in either bucket. */
export const ofStore =
  (operation: string, folder: string, isMeant: (body: string) => boolean = () => true): Matches =>
  (request) =>
    request.service === 's3' &&
    request.operation === operation &&
    request.subject.includes(`/${folder}`) &&
    isMeant(request.body);

/** A move that brings a job into a state. */
export const becomes =
  (status: string) =>
  (body: string): boolean =>
    body.includes(`":set_status":{"S":"${status}"`);

export const jobRead = ofTable('GetItem', 'JOB#');
export const jobCreated = ofTable('PutItem', 'JOB#');
export const jobTaken = ofTable('UpdateItem', 'JOB#', becomes('RUNNING'));
export const answerKept = ofStore('PUT', 'exchanges/');
export const resultStored = ofStore('PUT', 'results/');

export const messageSent: Matches = ({ service, operation }) =>
  service === 'sqs' && operation.startsWith('SendMessage');
