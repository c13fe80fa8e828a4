import { DocumentDamaged, DocumentTooComplex } from '../../failure/document-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';

/** What V8 says where a document nests too deep or grows past what a string or buffer may hold. */
const tooMuch = /call stack|string length|array (?:buffer )?(?:length|allocation)|larger than/i;

/**
 * Gives a name to whatever a reader threw. The error itself is not kept: its message may quote the
 * document.
 *
 * @param title the format as people say it
 */
export function namedFailure(error: unknown, title: string): PipelineError {
  if (error instanceof PipelineError) return error;
  return error instanceof RangeError && tooMuch.test(error.message)
    ? new DocumentTooComplex('it nests too deep, or a part of it is too long')
    : new DocumentDamaged(title);
}
