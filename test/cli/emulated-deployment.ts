import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startFauxqs } from 'fauxqs';
import type { Deployment } from '../../cli/deployment/deployment.ts';
import { destroyClients, localClients } from '../../cli/deployment/local-clients.ts';
import type { JobItem } from '../../cli/jobs/job-item.ts';
import { readResultsObject } from '../../cli/jobs/read-result.ts';
import { startTables } from '../../local/emulators/tables.ts';
import { eventually } from '../local/eventually.ts';
import { claimKey } from '../../shared/adapters/aws/claim-key.ts';
import { jobTableIndexes, jobTableKeys, listAttributes } from '../../shared/job/job-table.ts';

const names = { documentsBucket: 'documents', resultsBucket: 'results', jobTable: 'jobs' };

/** Storage, queue and table of a pipeline in which nothing works: a test says what is in them. */
export class EmulatedDeployment {
  readonly deployment: Deployment;
  readonly directory: string;
  readonly #stop: () => Promise<void>;

  private constructor(deployment: Deployment, directory: string, stop: () => Promise<void>) {
    this.deployment = deployment;
    this.directory = directory;
    this.#stop = stop;
  }

  static async start(): Promise<EmulatedDeployment> {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-test-'));
    const store = await startFauxqs({ port: 0, logger: false });
    const tables = await startTables(directory);
    const endpoint = `http://127.0.0.1:${store.port}`;
    const clients = localClients({ s3: endpoint, sqs: endpoint, dynamodb: tables.endpoint });

    await clients.s3.send(new CreateBucketCommand({ Bucket: names.documentsBucket }));
    await clients.s3.send(new CreateBucketCommand({ Bucket: names.resultsBucket }));
    for (const QueueName of ['uploads', 'now', 'nightly'])
      await clients.sqs.send(new CreateQueueCommand({ QueueName }));
    await clients.dynamodb.send(createJobTable());
    const describeTable = new DescribeTableCommand({ TableName: names.jobTable });
    await eventually(async () => {
      const { Table } = await clients.dynamodb.send(describeTable);
      return Table?.TableStatus === 'ACTIVE' ? Table : undefined;
    });

    const stop = async () => {
      destroyClients(clients);
      await store.stop();
      await tables.stop();
      await rm(directory, { recursive: true, force: true });
    };
    const deployment: Deployment = {
      ...names,
      ...clients,
      uploadsQueueUrl: `${endpoint}/000000000000/uploads`,
      nowQueueUrl: `${endpoint}/000000000000/now`,
      nightlyQueueUrl: `${endpoint}/000000000000/nightly`,
      jobRetentionDays: 400,
      kind: 'attached',
      dataDirectory: directory,
      releaseNight: undefined,
      stop,
    };
    return new EmulatedDeployment(deployment, directory, stop);
  }

  async putJob(job: JobItem): Promise<void> {
    const { dynamodb, jobTable } = this.deployment;
    const date = job.uploadedAt.slice(0, 10);
    await dynamodb.send(
      new PutCommand({
        TableName: jobTable,
        Item: {
          ...job,
          [jobTableKeys.partitionKey]: `JOB#${job.jobId}`,
          [jobTableKeys.sortKey]: 'JOB',
          generation: 1,
          statusShard: `${job.status}#${job.jobId.slice(0, 1)}`,
          analysisDateShard: `${job.analysis}#${date}#${job.jobId.slice(0, 1)}`,
          documentId: [`${job.document.bucket}/${job.document.key}`, ...job.document.member].join(
            '!/',
          ),
        },
      }),
    );
  }

  async putResultsObject(key: string, value: unknown): Promise<void> {
    const { s3, resultsBucket } = this.deployment;
    await s3.send(
      new PutObjectCommand({ Bucket: resultsBucket, Key: key, Body: `${JSON.stringify(value)}\n` }),
    );
  }

  async hasResultsObject(key: string): Promise<boolean> {
    return (await readResultsObject(this.deployment, key)) !== undefined;
  }

  /** Puts the claim on a request; one that nobody holds any more. */
  async putClaim(requestHash: string, parts: object = {}): Promise<void> {
    const { dynamodb, jobTable } = this.deployment;
    const Item = { ...claimKey(requestHash), requestHash, open: false, ...parts };
    await dynamodb.send(new PutCommand({ TableName: jobTable, Item }));
  }

  async hasClaim(requestHash: string): Promise<boolean> {
    const { dynamodb, jobTable } = this.deployment;
    const Key = claimKey(requestHash);
    const { Item } = await dynamodb.send(new GetCommand({ TableName: jobTable, Key }));
    return Item !== undefined;
  }

  async stop(): Promise<void> {
    await this.#stop();
  }
}

function createJobTable(): CreateTableCommand {
  const { byAnalysis, byDocument, byStatus } = jobTableIndexes;
  const attributes = new Set(
    [jobTableKeys, byAnalysis, byDocument, byStatus].flatMap(({ partitionKey, sortKey }) => [
      partitionKey,
      sortKey,
    ]),
  );
  return new CreateTableCommand({
    TableName: names.jobTable,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: keySchema(jobTableKeys),
    GlobalSecondaryIndexes: [byAnalysis, byDocument, byStatus].map((index) => ({
      IndexName: index.indexName,
      KeySchema: keySchema(index),
      Projection: {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: listAttributes.filter((name) => name !== index.sortKey),
      },
    })),
  });
}

function keySchema(keys: { readonly partitionKey: string; readonly sortKey: string }) {
  return [
    { AttributeName: keys.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: keys.sortKey, KeyType: 'RANGE' as const },
  ];
}
