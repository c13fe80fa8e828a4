import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  exchangesPrefix,
  ledgerPrefix,
  resultsPrefix,
  textsPrefix,
} from '../shared/document/result-keys.ts';

export interface ResultsBucketProps {
  /** Days that exchanges and recognized texts are kept. */
  readonly exchangeRetentionDays: number;
  /** Days that results are kept; 0: until somebody deletes them. */
  readonly resultRetentionDays: number;
  /** Days that the ledger is kept; 0: for ever. */
  readonly ledgerRetentionDays: number;
  readonly removalPolicy: RemovalPolicy;
}

/** Results, exchanges with the model, recognized texts, ledger and reports. */
export class ResultsBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: ResultsBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...expiring([exchangesPrefix, textsPrefix], props.exchangeRetentionDays),
        ...expiring([resultsPrefix], props.resultRetentionDays),
        ...expiring([ledgerPrefix], props.ledgerRetentionDays),
      ],
      removalPolicy: props.removalPolicy,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Access logs would be a third bucket that grows for ever and that nothing reads; an account that has to keep them turns on CloudTrail data events for its buckets.',
    });
  }

  /** Lets a function write the objects below `prefixes`. */
  allowWriting(prefixes: readonly string[]): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['s3:PutObject'], resources: this.#below(prefixes) })];
  }

  /** Lets a function read the objects below `prefixes`, and see that one is not there. */
  allowReading(prefixes: readonly string[]): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['s3:GetObject'], resources: this.#below(prefixes) }),
      // Without it S3 says 403 of an object that is not there, instead of 404.
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    ];
  }

  #below(prefixes: readonly string[]): string[] {
    return prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`));
  }
}

function expiring(prefixes: readonly string[], days: number): LifecycleRule[] {
  return days === 0 ? [] : prefixes.map((prefix) => ({ prefix, expiration: Duration.days(days) }));
}
