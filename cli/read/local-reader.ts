import { fileURLToPath } from 'node:url';
import { GuardedDocumentReader } from '../../shared/adapters/readers/guard/guarded-document-reader.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import { readerChildEnvironment } from '../../shared/settings/reader-settings.ts';

/** The worker's reader with its default limits; what is deployed as a bundle runs from its source. */
export function localReader(): DocumentReader {
  return new GuardedDocumentReader({
    entry: fileURLToPath(new URL('../../functions/worker/reader-child.ts', import.meta.url)),
    codeFolder: fileURLToPath(new URL('../../', import.meta.url)),
    environment: readerChildEnvironment(),
  });
}
