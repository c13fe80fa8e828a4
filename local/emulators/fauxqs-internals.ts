import type { buildApp } from 'fauxqs';

/**
 * The parts that fauxqs 2.4.1 puts its server together from. Its own `startFauxqs` listens on every
 * network interface, forgets message groups on standard queues and has no notifications, so that
 * the local pipeline puts them together itself. The version is pinned exactly; the tests in
 * test/local fail where another one is built differently.
 */
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type SqsStore = Stores['sqsStore'];
type SnsStore = Stores['snsStore'];
export type S3Store = Stores['s3Store'];
export type Queue = ReturnType<SqsStore['createQueue']>;
export type StoredObject = ReturnType<S3Store['putObject']>;
export type QueuedMessage = Parameters<Queue['enqueue']>[0];
type MessageAttributes = QueuedMessage['messageAttributes'];
export type Persistence = NonNullable<SqsStore['persistence']>;

interface SqsStoreClass {
  new (): SqsStore;
  createMessage(body: string, attributes?: MessageAttributes): QueuedMessage;
}

const entry = import.meta.resolve('fauxqs');

const sqs: { SqsStore: SqsStoreClass } = await import(new URL('sqs/sqsStore.js', entry).href);
const sns: { SnsStore: new () => SnsStore } = await import(new URL('sns/snsStore.js', entry).href);
const s3: { S3Store: new () => S3Store } = await import(new URL('s3/s3Store.js', entry).href);
const persistence: { PersistenceManager: new (directory: string) => Persistence } = await import(
  new URL('persistence.js', entry).href
);

export const fauxqsInternals = {
  SqsStore: sqs.SqsStore,
  SnsStore: sns.SnsStore,
  S3Store: s3.S3Store,
  PersistenceManager: persistence.PersistenceManager,
};
