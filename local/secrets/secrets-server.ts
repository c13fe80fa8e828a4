import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { answerJson, type JsonService, listenLocally, refuse } from '../emulators/aws-json.ts';

/** A secret of the template. */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
}

/** Answers for Secrets Manager, and for every service that is not emulated, by an error. */
export interface SecretsServer extends JsonService {
  /** From now on these are the secrets that there are. */
  hold(secrets: readonly Secret[]): void;
}

const requestSchema = z.object({ SecretId: z.string() });

/** Starts without a secret. */
export async function startSecretsServer(): Promise<SecretsServer> {
  let secrets: readonly Secret[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, secrets);
  });
  return {
    ...(await listenLocally(server)),
    hold(held) {
      secrets = held;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  secrets: readonly Secret[],
): Promise<void> {
  const body = await text(request);
  const target = request.headers['x-amz-target'];
  if (target === undefined) {
    response.writeHead(400, { 'content-type': 'text/xml' }).end(notEmulated);
    return;
  }
  if (target !== 'secretsmanager.GetSecretValue') {
    refuse(response, 'UnknownOperationException', `${String(target)} is not emulated locally`);
    return;
  }
  const wanted = requestSchema.safeParse(parseJson(body)).data?.SecretId;
  const secret = secrets.find(({ name, arn }) => wanted === name || wanted === arn);
  if (secret === undefined) {
    refuse(
      response,
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
    return;
  }
  answerJson(response, 200, {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: '00000000-0000-4000-8000-000000000000',
    VersionStages: ['AWSCURRENT'],
    SecretString: secret.value,
  });
}

/** For services that speak no JSON; all of them look for the code here. */
const notEmulated =
  '<ErrorResponse><Error><Code>UnknownOperationException</Code><Message>this service is not emulated locally</Message></Error></ErrorResponse>';

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
