import { once } from 'node:events';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { type OwnedDirectory, takeDataDirectory } from '../../local/data-directory.ts';
import { temporaryDirectory } from './temporary-assembly.ts';

/** A data directory of this process with a pipeline that answers, and does nothing else. */
export async function announcedDirectory(): Promise<{
  path: string;
  directory: OwnedDirectory;
  /** As if the owner were killed. */
  stopAnswering: () => Promise<void>;
}> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a TCP port');
  const stopAnswering = async () => {
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  onTestFinished(stopAnswering);

  const path = await temporaryDirectory();
  const directory = await takeDataDirectory(path);
  const endpoint = `http://127.0.0.1:${address.port}`;
  await directory.announce({
    endpoints: {
      s3: endpoint,
      sqs: endpoint,
      dynamodb: endpoint,
      secretsManager: endpoint,
      textract: endpoint,
    },
    outputs: {
      DocumentsBucketName: 'documents',
      ResultsBucketName: 'results',
      JobTableName: 'jobs',
      UploadsQueueUrl: `${endpoint}/000000000000/uploads`,
      NowQueueUrl: `${endpoint}/000000000000/uploads`,
      NightlyQueueUrl: `${endpoint}/000000000000/uploads`,
    },
  });
  return { path, directory, stopAnswering };
}
