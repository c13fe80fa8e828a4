import { Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type WorkQueue } from './work-queue.ts';

export interface DocumentsBucketProps {
  /** Gets a message for every object that is created. */
  readonly uploads: WorkQueue;
  /** Days that a document is kept; 0: until somebody deletes it. */
  readonly retentionDays: number;
  /** Days that an overwritten or deleted version is kept. */
  readonly versionRetentionDays: number;
  readonly removalPolicy: RemovalPolicy;
}

/** Where people drop documents. */
export class DocumentsBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: DocumentsBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(props.versionRetentionDays),
          ...(props.retentionDays === 0 ? {} : { expiration: Duration.days(props.retentionDays) }),
        },
        // What a deletion leaves behind when the last version behind it is gone.
        { expiredObjectDeleteMarker: true },
      ],
      removalPolicy: props.removalPolicy,
    });
    this.#notify(props.uploads);
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Access logs would be a third bucket that grows for ever and that nothing reads; an account that has to keep them turns on CloudTrail data events for its buckets.',
    });
  }

  /**
   * Without a prefix: what lies in no known folder becomes a failed job, so that no upload is
   * silently ignored. The template says it itself, where `addEventNotification` would add a
   * Lambda that says it for the template.
   */
  #notify({ queue }: WorkQueue): void {
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        // The bucket's own ARN would be a circle: it needs this policy before it can exist.
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    const { defaultChild } = this.bucket.node;
    if (!CfnBucket.isCfnBucket(defaultChild)) throw new TypeError('expected an AWS::S3::Bucket');
    defaultChild.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: queue.queueArn }],
    };
    defaultChild.node.addDependency(queue.node.findChild('Policy'));
  }

  /** Lets a function read any version of the objects in `folders`, and see that one is gone. */
  allowReading(folders: readonly string[]): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: folders.map((folder) => this.bucket.arnForObjects(`${folder}/*`)),
      }),
      // Without these S3 says 403 of an object or version that is not there, instead of 404.
      new PolicyStatement({
        actions: ['s3:ListBucket', 's3:ListBucketVersions'],
        resources: [this.bucket.bucketArn],
      }),
    ];
  }
}
