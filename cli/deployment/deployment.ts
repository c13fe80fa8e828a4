import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A pipeline that commands work with: in this process, in another one, or on AWS. */
export interface Deployment extends DeploymentResources {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBDocumentClient;
  /**
   * `embedded`: it lives as long as this command, and its state stays; `temporary`: its state does
   * not; `attached`: another process owns it; `stack`: it is deployed.
   */
  readonly kind: 'embedded' | 'temporary' | 'attached' | 'stack';
  /** Folder that local copies may be kept in; `undefined` for a deployed stack. */
  readonly dataDirectory: string | undefined;
  /** What a deployed stack is called. @default there is none, it is a local pipeline */
  readonly stackName?: string;
  /** Releases the nightly lane at once; `undefined` where the schedule alone does that. */
  readonly releaseNight: (() => Promise<void>) | undefined;
  /**
   * Waits until no other process works with a pipeline that this one owns.
   *
   * @default no other process can
   */
  readonly waitForOthers?: () => Promise<void>;
  /**
   * What to tell of a failure of the work, where the pipeline knows more.
   *
   * @default the failure itself
   */
  readonly explain?: (error: unknown) => Promise<unknown>;
  /** Closes the connections, and ends the pipeline if this command started it. */
  stop(): Promise<void>;
}

/** What the stack's outputs name. */
export interface DeploymentResources {
  readonly documentsBucket: string;
  readonly resultsBucket: string;
  readonly jobTable: string;
  readonly uploadsQueueUrl: string;
  readonly nowQueueUrl: string;
  readonly nightlyQueueUrl: string;
  /** Days that a job is remembered after it has ended; 0: for ever. */
  readonly jobRetentionDays: number;
}
