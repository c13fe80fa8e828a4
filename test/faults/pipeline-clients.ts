import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Endpoints } from './gates.ts';

/** A user's way to the pipeline, which stays the same when it is killed and started again. */
export interface PipelineClients extends Disposable {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBDocumentClient;
  /** The template's outputs. */
  readonly output: (name: string) => string;
  /** URL of the queue that an output names. */
  readonly queueUrl: (name: string) => string;
}

/** Long enough for a pipeline that is being started again. */
const patience = { maxAttempts: 12 };

export function openClients(
  endpoints: Endpoints,
  outputs: Readonly<Record<string, string>>,
): PipelineClients {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const usual = { region: 'us-east-1', credentials, ...patience };
  const s3 = new S3Client({ ...usual, endpoint: endpoints.s3, forcePathStyle: true });
  const sqs = new SQSClient({ ...usual, endpoint: endpoints.sqs });
  const dynamodb = new DynamoDBClient({ ...usual, endpoint: endpoints.dynamodb });
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`the template has no output ${name}`);
    return value;
  };
  return {
    s3,
    sqs,
    dynamodb: DynamoDBDocumentClient.from(dynamodb),
    output,
    queueUrl: (name) => new URL(new URL(output(name)).pathname, endpoints.sqs).href,
    [Symbol.dispose]() {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
    },
  };
}
