import * as z from 'zod';
import {
  DocumentDamaged,
  DocumentNotFound,
  DocumentReadTimeout,
  DocumentTooComplex,
  EmptyDocument,
  InvalidEncoding,
  NoTextLayer,
  PasswordRequired,
  PasswordWrong,
  UnsupportedFormat,
} from '../../../failure/document-errors.ts';
import { PipelineError } from '../../../failure/pipeline-error.ts';

/** A failure on its way between two processes. */
export interface ReaderFailure {
  readonly code: string;
  readonly message: string;
}

/** A message is ours, and short; a longer one did not come from our code. */
export const readerFailureSchema = z.object({ code: z.string(), message: z.string().max(2000) });

/** How a failure that a reader may have is made anew; its message is put in afterwards. */
const makers: ReadonlyMap<string, () => PipelineError> = new Map(
  [
    () => new UnsupportedFormat('', []),
    () => new InvalidEncoding(''),
    () => new EmptyDocument(),
    () => new NoTextLayer(''),
    () => new DocumentNotFound(),
    () => new DocumentDamaged(''),
    () => new DocumentTooComplex(''),
    () => new DocumentReadTimeout(0),
    () => new PasswordRequired(),
    () => new PasswordWrong(),
  ].map((make) => [make().code, make]),
);

/** What of a failure may leave the process that reads: of one that is not ours, nothing. */
export function failureOf(error: unknown): ReaderFailure {
  const { code, message } =
    error instanceof PipelineError ? error : new DocumentDamaged('document');
  return { code, message };
}

/** The failure as a class again; one that no reader has is a damaged document. */
export function errorOf({ code, message }: ReaderFailure): PipelineError {
  const make = makers.get(code);
  if (make === undefined) return new DocumentDamaged('document');
  return Object.assign(make(), { message });
}
