import { resolve } from 'node:path';
import { ensureAssembly } from '../../local/assembly.ts';
import { type OwnedDirectory, takeDataDirectory } from '../../local/data-directory.ts';
import { startObjectsAndQueues } from '../../local/emulators/objects-and-queues.ts';
import { startTables } from '../../local/emulators/tables.ts';
import { BucketNotifications } from '../../local/events/bucket-notification.ts';
import { createBuckets } from '../../local/provision/create-buckets.ts';
import { createQueues } from '../../local/provision/create-queues.ts';
import { createTables } from '../../local/provision/create-tables.ts';
import { DeclaredResources } from '../../local/template/declared-resources.ts';
import { IntrinsicResolver } from '../../local/template/intrinsics.ts';
import { assignPhysicalResources } from '../../local/template/physical-resources.ts';
import { readStackTemplate } from '../../local/template/stack-template.ts';
import type { Deployment } from './deployment.ts';
import { destroyClients, localClients } from './local-clients.ts';
import { readStackOutputs } from './stack-outputs.ts';

/**
 * The state of a local pipeline that does not run: buckets, queues and tables, and nothing that
 * would work on a job, or pay for one, because somebody looks. What is uploaded waits in the queue.
 */
export async function openStorage(
  dataDirectory: string,
  note: (text: string) => void,
): Promise<Deployment> {
  const stack = await readStackTemplate(await ensureAssembly({ log: note }));
  const directory = await takeDataDirectory(resolve(dataDirectory));
  const emulators = await startEmulators(directory);
  const { store, tables } = emulators;

  const physical = assignPhysicalResources(stack, store.endpoint);
  const resources = new DeclaredResources(stack, physical, new IntrinsicResolver(stack, physical));
  const clients = localClients({
    s3: store.endpoint,
    sqs: store.endpoint,
    dynamodb: tables.endpoint,
  });
  const stop = async () => {
    destroyClients(clients);
    await emulators.stop();
  };
  try {
    createQueues(resources, store);
    new BucketNotifications(createBuckets(resources, store).notifications, store).start();
    await createTables(resources, clients.dynamodb);
    return {
      ...readStackOutputs(resources.outputs().resolved),
      ...clients,
      kind: 'embedded',
      dataDirectory,
      releaseNight: undefined,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEmulators(directory: OwnedDirectory) {
  try {
    const store = await startObjectsAndQueues(directory.path);
    const tables = await startTables(directory.path);
    const stop = async () => {
      await store.stop();
      await tables.stop();
      await directory.release();
    };
    return { store, tables, stop };
  } catch (error) {
    await directory.release();
    throw error;
  }
}
