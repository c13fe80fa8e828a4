import { Socket } from 'node:net';
import { SniffingDocumentReader } from '../sniffing-document-reader.ts';
import { answerDescriptor } from './child-command.ts';
import type { ReaderAnswer } from './reader-answer.ts';
import { failureOf } from './reader-failure.ts';
import { readRequest } from './reader-request.ts';

/** The whole life of a process that reads one document: a request comes, an answer goes. */
export async function serveRequest(): Promise<void> {
  const { source, limits } = await readRequest(process.stdin);
  const answer = await new SniffingDocumentReader(limits).read(source).then(
    (reading): ReaderAnswer => ({ reading }),
    (error: unknown): ReaderAnswer => ({ failure: failureOf(error) }),
  );
  // Whatever a reader left running is of no use any more.
  new Socket({ fd: answerDescriptor }).end(JSON.stringify(answer), () => process.exit());
}
