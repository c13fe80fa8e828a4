import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type ObjectsAndQueues, startObjectsAndQueues } from './emulators/objects-and-queues.ts';
import { startTables } from './emulators/tables.ts';
import type { ServiceEndpoints } from './lambda/function-configuration.ts';
import { recognizeInChild } from './recognition/recognize-in-child.ts';
import { RecognitionJobs } from './recognition/recognition-jobs.ts';
import { startRecognitionServer } from './recognition/recognition-server.ts';
import { type SecretsServer, startSecretsServer } from './secrets/secrets-server.ts';
import { place } from './template/place.ts';

/** Closed in the reverse order of their opening, also where starting fails half-way. */
export type Closers = (() => Promise<void>)[];

/** The emulated services of one pipeline, and clients of them. */
interface Services {
  readonly store: ObjectsAndQueues;
  readonly secrets: SecretsServer;
  readonly endpoints: ServiceEndpoints;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
}

/** Starts them with what `directory` holds; each says in `closers` how it ends. */
export async function startServices(directory: string, closers: Closers): Promise<Services> {
  const store = await startObjectsAndQueues(directory);
  closers.push(async () => store.stop());
  const tables = await startTables(directory);
  closers.push(async () => tables.stop());
  const secrets = await startSecretsServer();
  closers.push(async () => secrets.stop());
  const recognition = await startRecognitionServer(
    new RecognitionJobs({
      directory: join(directory, 'recognition'),
      readObject: (bucket, key) => store.objects.getObject(bucket, key).body,
      recognize: recognizeInChild,
    }),
  );
  closers.push(async () => recognition.stop());

  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const shared = { region: place.region, credentials };
  const sqs = new SQSClient({ ...shared, endpoint: store.endpoint });
  const dynamodb = new DynamoDBClient({ ...shared, endpoint: tables.endpoint });
  closers.push(async () => {
    sqs.destroy();
    dynamodb.destroy();
  });
  const endpoints = {
    s3: store.endpoint,
    sqs: store.endpoint,
    dynamodb: tables.endpoint,
    secretsManager: secrets.endpoint,
    textract: recognition.endpoint,
  };
  return { store, secrets, endpoints, sqs, dynamodb };
}
