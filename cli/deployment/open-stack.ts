import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CommandError } from '../command-error.ts';
import { awsHint } from './aws-hint.ts';
import type { Deployment } from './deployment.ts';
import { destroyClients } from './local-clients.ts';
import { readStackOutputs } from './stack-outputs.ts';

/**
 * A deployed stack, with the credentials that the AWS SDK finds.
 *
 * @throws {CommandError} when there is no such stack, or nobody may look at it
 */
export async function openStack(
  stackName: string,
  region: string | undefined,
): Promise<Deployment> {
  const common = region === undefined ? {} : { region };
  const resources = readStackOutputs(await outputsOf(stackName, common));
  const clients = {
    s3: new S3Client(common),
    sqs: new SQSClient(common),
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(common)),
  };
  return {
    ...resources,
    ...clients,
    kind: 'stack',
    stackName,
    dataDirectory: undefined,
    releaseNight: undefined,
    stop: async () => destroyClients(clients),
  };
}

async function outputsOf(
  stackName: string,
  common: { region?: string },
): Promise<Record<string, string>> {
  const cloudFormation = new CloudFormationClient(common);
  try {
    const { Stacks = [] } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Object.fromEntries(
      (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        OutputValue,
      ]),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read stack ${stackName}: ${reason}${awsHint(error)}`, {
      cause: error,
    });
  } finally {
    cloudFormation.destroy();
  }
}
