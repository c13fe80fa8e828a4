import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buildApp } from 'fauxqs';
import { place } from '../template/place.ts';
import { currentRequest } from './current-request.ts';
import {
  fauxqsInternals,
  type Persistence,
  type Queue,
  type S3Store,
  type SqsStore,
  type StoredObject,
} from './fauxqs-internals.ts';
import { repairImmediateVisibility } from './immediate-visibility.ts';
import { honourMessageGroups } from './message-groups.ts';

/** How an object came to be, in the words of S3's event names. */
type CreationKind = 'Put' | 'Post' | 'Copy' | 'CompleteMultipartUpload';

/** An object that has just been written. */
interface CreatedObject {
  readonly bucket: string;
  readonly kind: CreationKind;
  readonly object: StoredObject;
}

/** The emulated S3 and SQS: one server on 127.0.0.1, its state in one SQLite file. */
export interface ObjectsAndQueues {
  readonly endpoint: string;
  readonly objects: S3Store;
  readonly queues: SqsStore;

  /** Calls `listener` in the same moment as an object is written, before its writer is answered. */
  onCreated(listener: (created: CreatedObject) => void): void;

  /** @throws {Error} where there is no such queue */
  send(queueArn: string, body: string, attributes?: Readonly<Record<string, string>>): void;

  stop(): Promise<void>;
}

/** Starts S3 and SQS with what `directory` holds. */
export async function startObjectsAndQueues(directory: string): Promise<ObjectsAndQueues> {
  const listeners: ((created: CreatedObject) => void)[] = [];
  let endpoint = '';
  const queues = new FairQueues(() => endpoint);
  const objects = new ObservedObjects((created) => {
    for (const listener of listeners) listener(created);
  });
  const topics = new fauxqsInternals.SnsStore();

  const app = buildApp({
    logger: false,
    defaultRegion: place.region,
    stores: { sqsStore: queues, s3Store: objects, snsStore: topics },
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (overwritesBody(request.method, request.url)) {
      void reply.status(501).type('application/xml').send(notImplemented);
      return;
    }
    done();
  });
  app.addHook('preHandler', ({ headers, body, url }, _reply, done) => {
    currentRequest.run({ headers, body, url }, done);
  });
  endpoint = await app.listen({ port: 0, host: '127.0.0.1' });

  const persistence = new fauxqsInternals.PersistenceManager(join(directory, 'objects-and-queues'));
  keepAsAUserExpects(persistence);
  // What was kept is read before anything is kept, or reading would write it again.
  persistence.load(queues, topics, objects);
  queues.persistence = persistence;
  objects.persistence = persistence;
  for (const queue of queues.allQueues()) queue.persistence = persistence;

  return {
    endpoint,
    objects,
    queues,
    onCreated: (listener) => void listeners.push(listener),
    send(queueArn, body, attributes = {}) {
      const queue = queues.getQueueByArn(queueArn);
      if (queue === undefined) throw new Error(`there is no queue ${queueArn}`);
      const typed = Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: 'String', StringValue: value },
      ]);
      queue.enqueue(fauxqsInternals.SqsStore.createMessage(body, Object.fromEntries(typed)));
    },
    async stop() {
      await app.close();
      persistence.close();
    },
  };
}

/**
 * fauxqs waits for the disk at every write. The write-ahead log survives the death of the process
 * without that; only a power cut may take the last moments, and then takes objects and messages alike.
 * And SQLite leaves what was deleted on its free pages, unless it is told to write over it.
 */
function keepAsAUserExpects(persistence: Persistence): void {
  const database: unknown = Reflect.get(persistence, 'db');
  if (database instanceof DatabaseSync)
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
}

class FairQueues extends fauxqsInternals.SqsStore {
  readonly #endpoint: () => string;

  constructor(endpoint: () => string) {
    super();
    this.#endpoint = endpoint;
  }

  /** URLs name this run's port: fauxqs would answer with a name that no resolver knows. */
  override createQueue(
    ...[name, , arn, attributes, tags]: Parameters<SqsStore['createQueue']>
  ): Queue {
    const url = `${this.#endpoint()}/${place.account}/${name}`;
    const queue = super.createQueue(name, url, arn, attributes, tags);
    honourMessageGroups(queue);
    repairImmediateVisibility(queue);
    return queue;
  }
}

class ObservedObjects extends fauxqsInternals.S3Store {
  readonly #created: (created: CreatedObject) => void;

  constructor(created: (created: CreatedObject) => void) {
    super();
    this.#created = created;
  }

  override putObject(...put: Parameters<S3Store['putObject']>): StoredObject {
    const object = super.putObject(...put);
    const headers = currentRequest.getStore()?.headers ?? {};
    const isForm = headers['content-type']?.includes('multipart/form-data') === true;
    const kind = headers['x-amz-copy-source'] === undefined ? (isForm ? 'Post' : 'Put') : 'Copy';
    this.#created({ bucket: put[0], kind, object });
    return object;
  }

  override completeMultipartUpload(
    ...complete: Parameters<S3Store['completeMultipartUpload']>
  ): StoredObject {
    const object = super.completeMultipartUpload(...complete);
    const path = new URL(currentRequest.getStore()?.url ?? '/', 'http://localhost').pathname;
    const bucket = decodeURIComponent(path.split('/')[1] ?? '');
    this.#created({ bucket, kind: 'CompleteMultipartUpload', object });
    return object;
  }
}

/** fauxqs takes these for an upload of the object itself and would replace its body. */
function overwritesBody(method: string, url: string): boolean {
  const { searchParams } = new URL(url, 'http://localhost');
  return (
    method === 'PUT' &&
    ['tagging', 'acl', 'retention', 'legal-hold'].some((name) => searchParams.has(name))
  );
}

const notImplemented =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NotImplemented</Code><Message>not emulated locally</Message></Error>';
