import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import {
  type LocalPipeline,
  type LocalPipelineOptions,
  startLocalPipeline,
} from '../../local/local-pipeline.ts';
import { eventually } from './eventually.ts';
import { type AssemblyParts, temporaryDirectory, writeAssembly } from './temporary-assembly.ts';

/** A pipeline with the clients of a user. */
export interface RunningPipeline extends LocalPipeline {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  /** What the functions wrote. */
  readonly lines: readonly string[];
  /** Waits for the next message of a queue and takes it for a moment. */
  readonly nextMessage: (queueUrl: string | undefined) => Promise<string>;
}

/** Starts a pipeline that stops when the test is over, if it has not before. */
export async function runPipeline(
  parts: AssemblyParts,
  options: Partial<LocalPipelineOptions> = {},
): Promise<RunningPipeline> {
  const lines: string[] = [];
  const pipeline = await startLocalPipeline({
    assemblyDirectory: await writeAssembly(parts),
    dataDirectory: options.dataDirectory ?? (await temporaryDirectory()),
    environment: {},
    log: ({ line }) => lines.push(line),
    ...options,
  });
  onTestFinished(async () => pipeline.stop());

  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const shared = { region: 'us-east-1', credentials };
  const { endpoints } = pipeline;
  const sqs = new SQSClient({ ...shared, endpoint: endpoints.sqs });
  return {
    ...pipeline,
    s3: new S3Client({ ...shared, endpoint: endpoints.s3 }),
    sqs,
    dynamodb: new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb }),
    lines,
    nextMessage: async (queueUrl) =>
      eventually(async () => {
        const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 });
        return (await sqs.send(receive)).Messages?.[0]?.Body;
      }),
  };
}
