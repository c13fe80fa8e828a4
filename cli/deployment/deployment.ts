import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A pipeline that commands work with: in this process, in another one, or on AWS. */
export interface Deployment extends DeploymentResources {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBDocumentClient;
  /**
   * `embedded`: it lives as long as this command; `attached`: another process owns it; `stack`: it
   * is deployed.
   */
  readonly kind: 'embedded' | 'attached' | 'stack';
  /** Folder that local copies may be kept in; `undefined` for a deployed stack. */
  readonly dataDirectory: string | undefined;
  /** Releases the nightly lane at once; `undefined` where the schedule alone does that. */
  readonly releaseNight: (() => Promise<void>) | undefined;
  /** Closes the connections, and ends the pipeline if this command started it. */
  stop(): Promise<void>;
}

/** What the stack's outputs name. */
export interface DeploymentResources {
  readonly documentsBucket: string;
  readonly resultsBucket: string;
  readonly jobTable: string;
  readonly uploadsQueueUrl: string;
}
