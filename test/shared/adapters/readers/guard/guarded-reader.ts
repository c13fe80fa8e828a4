import { fileURLToPath } from 'node:url';
import { GuardedDocumentReader } from '../../../../../shared/adapters/readers/guard/guarded-document-reader.ts';
import { defaultReadLimits, type ReadLimits } from '../../../../../shared/document/read-limits.ts';

const root = new URL('../../../../../', import.meta.url);

/** The guarded reader with the child that is shipped, from its source. */
export function guardedReader(limits: Partial<ReadLimits> = {}): GuardedDocumentReader {
  return readerWithEntry(new URL('functions/worker/reader-child.ts', root), limits);
}

/** The guarded reader with one of the children in children/. */
export function readerWithChild(
  name: string,
  limits: Partial<ReadLimits> = {},
): GuardedDocumentReader {
  return readerWithEntry(new URL(`children/${name}.ts`, import.meta.url), limits);
}

function readerWithEntry(entry: URL, limits: Partial<ReadLimits>): GuardedDocumentReader {
  const child = {
    entry: fileURLToPath(entry),
    codeFolder: fileURLToPath(root),
    environment: {},
  };
  return new GuardedDocumentReader(child, { ...defaultReadLimits, ...limits });
}
