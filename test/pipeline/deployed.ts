import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { onTestFinished } from 'vitest';
import { ensureAssembly } from '../../local/assembly.ts';
import {
  type LocalPipeline,
  type LocalPipelineOptions,
  startLocalPipeline,
} from '../../local/local-pipeline.ts';
import { jobOf } from '../../shared/adapters/aws/job-item.ts';
import { getJson } from '../../shared/adapters/aws/s3-json.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import type { Job } from '../../shared/job/job.ts';
import { type ResultEnvelope, resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';
import { eventually } from '../local/eventually.ts';

/** The real template, bundles and handlers on emulators, with what a test wants to see of it. */
export interface Deployed extends LocalPipeline {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  /** Uploads a document. */
  upload(key: string, body: string | Uint8Array): Promise<void>;
  /** All jobs, once there are this many and each fits. */
  jobsWhen(
    count: number,
    fits: (job: Job) => boolean,
    deadlineMs?: number,
  ): Promise<readonly Job[]>;
  /** The result of a job that has ended. */
  resultOf(job: Job): Promise<ResultEnvelope>;
  /** Keys of the results bucket under a prefix. */
  keys(prefix: string): Promise<readonly string[]>;
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const usual = { region: 'us-east-1', credentials };

/** Starts the pipeline against a model server; it stops when the test is over. */
export async function deploy(
  modelBaseUrl: string,
  options: Partial<LocalPipelineOptions> = {},
): Promise<Deployed> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sluice-pipeline-'));
  const pipeline = await startLocalPipeline({
    assemblyDirectory: await ensureAssembly(),
    dataDirectory,
    ...options,
    environment: {
      SLUICE_PROVIDER: 'deepseek',
      OPENAI_BASE_URL: modelBaseUrl,
      OPENAI_API_KEY: 'test-key',
      ...options.environment,
    },
  });
  onTestFinished(async () => {
    await pipeline.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  });
  const { endpoints, outputs } = pipeline;
  const s3 = new S3Client({ ...usual, endpoint: endpoints.s3, forcePathStyle: true });
  const dynamodb = new DynamoDBClient({ ...usual, endpoint: endpoints.dynamodb });
  const table = tableOf(dynamodb, outputs['JobTableName'] ?? '');
  const results = { client: s3, name: outputs['ResultsBucketName'] ?? '' };

  async function jobs(): Promise<readonly Job[]> {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return Items.filter(({ sk }) => sk === 'JOB').map(jobOf);
  }

  return {
    ...pipeline,
    s3,
    sqs: new SQSClient({ ...usual, endpoint: endpoints.sqs }),
    dynamodb,
    upload: async (key, body) => {
      const put = { Bucket: outputs['DocumentsBucketName'], Key: key, Body: body };
      await s3.send(new PutObjectCommand(put));
    },
    jobsWhen: async (count, fits, deadlineMs) =>
      eventually(async () => {
        const found = await jobs();
        return found.length === count && found.every(fits) ? found : undefined;
      }, deadlineMs),
    resultOf: async (job) =>
      resultEnvelopeSchema.parse(await getJson(results, job.resultKey ?? 'no result')),
    keys: async (prefix) => {
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: results.name, Prefix: prefix }),
      );
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
  };
}

/** Whether nothing but an operator's retry moves the job any more. */
export function hasEnded({ completedAt }: Job): boolean {
  return completedAt !== null;
}
