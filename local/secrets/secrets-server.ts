import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { endpointOf } from '../emulators/endpoint.ts';

/** A secret of the template. */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
}

/** Answers for Secrets Manager, and for every service that is not emulated, by an error. */
export interface SecretsServer {
  readonly endpoint: string;
  /** From now on these are the secrets that there are. */
  hold(secrets: readonly Secret[]): void;
  stop(): Promise<void>;
}

const requestSchema = z.object({ SecretId: z.string() });

/** Starts without a secret. */
export async function startSecretsServer(): Promise<SecretsServer> {
  let secrets: readonly Secret[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, secrets);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: endpointOf(server),
    hold(held) {
      secrets = held;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
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
  send(response, 200, {
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

function refuse(response: ServerResponse, type: string, message: string): void {
  response.setHeader('x-amzn-ErrorType', type);
  send(response, 400, { __type: type, message });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
