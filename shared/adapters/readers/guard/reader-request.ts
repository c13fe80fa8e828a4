import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import type { ReadLimits } from '../../../document/read-limits.ts';
import type { DocumentSource } from '../../../ports/document-reader.ts';

/** What the process that reads is asked for. */
export interface ReaderRequest {
  readonly source: DocumentSource;
  readonly limits: ReadLimits;
}

const number = z.number();

const headSchema = z.object({
  password: z.string().nullable(),
  member: z.array(z.string()),
  limits: z.object({
    maximumPages: number,
    maximumCharacters: number,
    maximumExpandedBytes: number,
    maximumMembers: number,
    maximumDepth: number,
    timeoutMs: number,
    maximumMemoryBytes: number,
  }),
});

const lineFeed = 0x0a;

/** A line of JSON, before the document's bytes as they are. */
export function requestHead({ source: { password, member }, limits }: ReaderRequest): string {
  return `${JSON.stringify({ password, member, limits })}\n`;
}

/** Reads the head and the document behind it. */
export async function readRequest(input: Readable): Promise<ReaderRequest> {
  const received = await buffer(input);
  const headEnd = received.indexOf(lineFeed);
  const { limits, ...head } = headSchema.parse(JSON.parse(received.toString('utf8', 0, headEnd)));
  return { source: { ...head, bytes: received.subarray(headEnd + 1) }, limits };
}
