import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startObjectsAndQueues } from '../../local/emulators/objects-and-queues.ts';
import { DynamoBatchTable } from '../../shared/adapters/aws/dynamo-batch-table.ts';
import { DynamoBreakers } from '../../shared/adapters/aws/dynamo-breakers.ts';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { DynamoCallLimits } from '../../shared/adapters/aws/dynamo-call-limits.ts';
import { DynamoExchangeClaims } from '../../shared/adapters/aws/dynamo-exchange-claims.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { S3DocumentStore } from '../../shared/adapters/aws/s3-document-store.ts';
import { S3ExchangeStore } from '../../shared/adapters/aws/s3-exchange-store.ts';
import { S3Ledger } from '../../shared/adapters/aws/s3-ledger.ts';
import { S3ResultStore } from '../../shared/adapters/aws/s3-result-store.ts';
import { SqsDeadLetterQueue } from '../../shared/adapters/aws/sqs-dead-letter-queue.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { SniffingDocumentReader } from '../../shared/adapters/readers/sniffing-document-reader.ts';
import type { DocumentReference } from '../../shared/job/job.ts';
import { sharesOfCalls } from '../../shared/steps/paying/call-within-limits.ts';
import type { DeadLetterQueue } from '../../shared/ports/dead-letter-queue.ts';
import type { BatchTable } from '../../shared/ports/batch-table.ts';
import type { ProcessPorts } from '../../shared/steps/running/process-job.ts';
import { workerWorld } from '../builders/worker.ts';
import { startEmulatedTable } from '../contracts/emulated-table.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import type { ScriptedAnswer } from '../fakes/scripted-language-model.ts';
import { DeedWatch } from './deed-watch.ts';
import { startGates } from './gates.ts';
import { pass } from './interference.ts';
import type { ServiceRequest } from './service-request.ts';

/** A request to a service, and the call of a port that led to it. */
export interface RecordedRequest {
  readonly request: ServiceRequest;
  /** As `claims.settle`. */
  readonly deed: string;
}

/** What functions work with. */
interface RecordedPorts extends ProcessPorts {
  readonly batches: BatchTable;
  readonly letters: DeadLetterQueue;
}

/** What functions work with, with the adapters of the product on emulated services, in this process. */
export interface RecordedWorker extends AsyncDisposable {
  /** The time of its workers, which passes only when a test says so. */
  readonly clock: ManualClock;
  /** @param script what the model does */
  portsFor(...script: readonly ScriptedAnswer[]): RecordedPorts;
  upload(key: string, body: string | Uint8Array): Promise<DocumentReference>;
  /** Puts a message among the dead letters. */
  bury(body: string): Promise<void>;
  /** The requests that were made so far since the last time that they were taken. */
  readonly requests: readonly RecordedRequest[];
  /** The requests that were made since the last time that this was called. */
  takeRequests(): readonly RecordedRequest[];
}

const usual = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const documentsBucket = 'documents';
const resultsBucket = 'results';

/** Starts the services on 127.0.0.1, in a directory that is removed at the end. */
export async function startRecordedWorker(): Promise<RecordedWorker> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-recorded-'));
  const emulatedTable = await startEmulatedTable();
  const emulated = await startObjectsAndQueues(directory);
  const watch = new DeedWatch();
  const clock = new ManualClock();
  let recorded: RecordedRequest[] = [];
  const gates = await startGates({
    decide: (request) => {
      recorded.push({ request, deed: watch.lastDeed });
      return pass;
    },
    onDone: () => {},
  });
  const { endpoint } = emulated;
  gates.leadTo({ s3: endpoint, sqs: endpoint, dynamodb: emulatedTable.endpoint });
  const s3 = new S3Client({ ...usual, endpoint: gates.endpoints.s3, forcePathStyle: true });
  const sqs = new SQSClient({ ...usual, endpoint: gates.endpoints.sqs });
  const dynamodb = new DynamoDBClient({ ...usual, endpoint: gates.endpoints.dynamodb });

  for (const Bucket of [documentsBucket, resultsBucket])
    await s3.send(new CreateBucketCommand({ Bucket }));
  const [now, nightly, dead] = await Promise.all(['now', 'nightly', 'dead'].map(createQueue));
  if (now === undefined || nightly === undefined || dead === undefined)
    throw new Error('a queue is missing');

  return {
    clock,
    get requests() {
      return recorded;
    },
    portsFor(...script) {
      const world = workerWorld([], ...script);
      const table = tableOf(dynamodb, emulatedTable.name);
      const results = { client: s3, name: resultsBucket };
      const ports = watch.portsOf({
        jobs: new DynamoJobTable(table),
        claims: new DynamoExchangeClaims(table, { clock, retentionDays: 1 }),
        budgets: new DynamoBudgets(table, clock),
        breakers: new DynamoBreakers(table),
        limits: new DynamoCallLimits(table, clock),
        documents: new S3DocumentStore(s3, 10_000),
        exchanges: new S3ExchangeStore(results),
        ledger: new S3Ledger(results),
        results: new S3ResultStore(results),
        queue: new SqsJobQueue(sqs, { now, nightly }),
        batches: new DynamoBatchTable(table),
      });
      const letters = new SqsDeadLetterQueue(sqs, dead);
      const shareOf = sharesOfCalls({ ...world, ...ports, clock }, 'worker');
      const reader = new SniffingDocumentReader();
      return {
        ...world,
        ...ports,
        letters: watchedLetters(letters, watch),
        clock,
        shareOf,
        reader,
      };
    },
    async upload(key, body) {
      const put = { Bucket: documentsBucket, Key: key, Body: body };
      const { ETag = '' } = await s3.send(new PutObjectCommand(put));
      const version = { version: ETag.replaceAll('"', ''), versionKind: 'eTag' } as const;
      const sizeBytes = body.length;
      return { bucket: documentsBucket, key, ...version, member: [], fanOut: 1, sizeBytes };
    },
    async bury(body) {
      await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: body }));
    },
    takeRequests() {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
      await gates[Symbol.asyncDispose]();
      await emulated.stop();
      await emulatedTable.close();
      await rm(directory, { recursive: true, force: true });
    },
  };

  async function createQueue(QueueName: string): Promise<string> {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
    return new URL(new URL(QueueUrl).pathname, gates.endpoints.sqs).href;
  }
}

/** What is done with a letter is seen, too. */
function watchedLetters(letters: DeadLetterQueue, watch: DeedWatch): DeadLetterQueue {
  return {
    receive: async () => {
      const received = await letters.receive();
      return received.map((letter) => watch.portsOf({ letter }).letter);
    },
  };
}
