import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { jobTableIndexes, jobTableKeys, listAttributes } from '../shared/job/job-table.ts';

export interface JobTableProps {
  /** A table to retain is also protected from deletion. */
  readonly removalPolicy: RemovalPolicy;
}

/** Jobs, claims and counters: one table, paid by the request. */
export class JobTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { removalPolicy }: JobTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: text(jobTableKeys.partitionKey),
      sortKey: text(jobTableKeys.sortKey),
      timeToLiveAttribute: jobTableKeys.timeToLive,
      billingMode: BillingMode.PAY_PER_REQUEST,
      // DynamoDB's own key: encrypted as well, and free.
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
    for (const { indexName, partitionKey, sortKey } of Object.values(jobTableIndexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.INCLUDE,
        // An index has its own keys anyway, and DynamoDB refuses to be told so.
        nonKeyAttributes: listAttributes.filter(
          (name: string) => name !== partitionKey && name !== sortKey,
        ),
      });
    }
  }

  /** Lets a function do with single items what `actions` name, for example `GetItem`. */
  allow(...actions: string[]): PolicyStatement {
    return new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
    });
  }

  /** Lets a function ask the indexes. */
  allowLists(): PolicyStatement {
    return new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: Object.values(jobTableIndexes).map(
        ({ indexName }) => `${this.table.tableArn}/index/${indexName}`,
      ),
    });
  }
}

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
