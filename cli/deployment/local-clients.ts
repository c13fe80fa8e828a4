import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Deployment } from './deployment.ts';

/** Base URLs of the emulators. */
export interface LocalEndpoints {
  readonly s3: string;
  readonly sqs: string;
  readonly dynamodb: string;
}

/** Clients of the emulators, which take any region and any credentials. */
export function localClients(
  endpoints: LocalEndpoints,
): Pick<Deployment, 's3' | 'sqs' | 'dynamodb'> {
  const common = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return {
    s3: new S3Client({ ...common, endpoint: endpoints.s3, forcePathStyle: true }),
    sqs: new SQSClient({ ...common, endpoint: endpoints.sqs }),
    dynamodb: DynamoDBDocumentClient.from(
      new DynamoDBClient({ ...common, endpoint: endpoints.dynamodb }),
    ),
  };
}

/** Ends the connections of a deployment's clients. */
export function destroyClients(clients: Pick<Deployment, 's3' | 'sqs' | 'dynamodb'>): void {
  clients.s3.destroy();
  clients.sqs.destroy();
  clients.dynamodb.destroy();
}
