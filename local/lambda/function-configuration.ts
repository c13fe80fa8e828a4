import { resolve } from 'node:path';
import type * as z from 'zod';
import { TemplateUnreadable } from '../local-errors.ts';
import type { DeclaredResource } from '../template/declared-resources.ts';
import type { functionSchema } from '../template/emulated-resources.ts';
import { place } from '../template/place.ts';

/** Everything that an execution environment has to know of its function. */
export interface FunctionConfiguration {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Absolute path of the unpacked asset. */
  readonly directory: string;
  readonly handler: string;
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
  /** The whole environment: nothing of the host's is added. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where a function's SDK clients are to find their services. */
export interface ServiceEndpoints {
  readonly s3: string;
  readonly sqs: string;
  readonly dynamodb: string;
  readonly secretsManager: string;
  readonly textract: string;
}

/** What is laid over the template's environment. */
export interface Surroundings {
  readonly assetPaths: ReadonlyMap<string, string>;
  readonly endpoints: ServiceEndpoints;
  readonly overrides: Readonly<Record<string, string>>;
}

/** @throws {TemplateUnreadable} where the assembly does not hold the function's code */
export function functionConfiguration(
  { logicalId, name, arn, properties }: DeclaredResource<z.output<typeof functionSchema>>,
  { assetPaths, endpoints, overrides }: Surroundings,
): FunctionConfiguration {
  const hash = properties.Code.S3Key.replace(/\.zip$/, '');
  const directory = assetPaths.get(hash);
  if (directory === undefined) {
    throw new TemplateUnreadable(`the assembly has no asset ${hash}, the code of ${logicalId}`);
  }
  return {
    logicalId,
    name,
    arn,
    directory: resolve(directory),
    handler: properties.Handler,
    memoryMiB: properties.MemorySize,
    timeoutSeconds: properties.Timeout,
    environment: {
      // As on Lambda; a template may say otherwise.
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      ...properties.Environment?.Variables,
      ...serviceEnvironment(endpoints),
      ...overrides,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_FORMAT: properties.LoggingConfig?.LogFormat ?? 'Text',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
      LAMBDA_TASK_ROOT: resolve(directory),
      _HANDLER: properties.Handler,
    },
  };
}

/** Leads every AWS SDK to the emulators, and away from the user's own account and profile. */
function serviceEnvironment(endpoints: ServiceEndpoints): Record<string, string> {
  return {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
    AWS_ENDPOINT_URL_TEXTRACT: endpoints.textract,
    // Every other service is answered there too, by an error that says so.
    AWS_ENDPOINT_URL: endpoints.secretsManager,
  };
}
