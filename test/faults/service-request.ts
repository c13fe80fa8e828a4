import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';

export type Service = 's3' | 'sqs' | 'dynamodb';

/** What a function asks of an emulated service, as far as disasters have to know. */
export interface ServiceRequest {
  readonly service: Service;
  /** Logical name of the function, as `sluice-Worker…`; empty where it did not say. */
  readonly functionName: string;
  /** The process that asks; `null` where it did not say. */
  readonly processId: number | null;
  /** S3: the HTTP method; else the action, as `PutItem`. */
  readonly operation: string;
  /** S3: bucket and key; DynamoDB: the partition key, where it names one item; SQS: the queue. */
  readonly subject: string;
  readonly body: string;
}

const keySchema = z.object({ pk: z.object({ S: z.string() }) });
const tableBodySchema = z.object({ Key: keySchema.optional(), Item: keySchema.optional() });
const queueBodySchema = z.object({ QueueUrl: z.string().optional() });

/** Understands a request to one of the emulators. */
export function readServiceRequest(
  service: Service,
  request: {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  },
): ServiceRequest {
  const { method, url, headers, body } = request;
  const [, functionName = '', processId] =
    /app\/([\w-]+)\.(\d+)/.exec(String(headers['user-agent'])) ?? [];
  const from = { service, functionName, processId: processId ? Number(processId) : null, body };
  if (service === 's3') {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    return { ...from, operation: method, subject: path.slice(1) };
  }
  const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
  return { ...from, operation, subject: subjectOf(service, body) };
}

function subjectOf(service: 'sqs' | 'dynamodb', body: string): string {
  if (service === 'sqs') {
    const { QueueUrl } = queueBodySchema.parse(JSON.parse(body || '{}'));
    return QueueUrl?.split('/').at(-1) ?? '';
  }
  const { Key, Item } = tableBodySchema.parse(JSON.parse(body || '{}'));
  return (Key ?? Item)?.pk.S ?? '';
}
