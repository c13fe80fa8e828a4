import { defaultReadLimits, type ReadLimits } from '../../document/read-limits.ts';
import type { Reading } from '../../document/reading.ts';
import type { DocumentReader, DocumentSource } from '../../ports/document-reader.ts';
import { namedFailure } from './named-failure.ts';
import { PartsReader } from './parts-reader.ts';

/**
 * Reads a document by what its bytes are, whatever its name says.
 *
 * A hostile document can drive most parsers to any memory and time: they belong into a process of
 * their own, see guard/guarded-document-reader.ts.
 */
export class SniffingDocumentReader implements DocumentReader {
  readonly #limits: ReadLimits;

  constructor(limits: ReadLimits = defaultReadLimits) {
    this.#limits = limits;
  }

  async read({ bytes, password, member }: DocumentSource): Promise<Reading> {
    const parts = new PartsReader({ password, limits: this.#limits });
    try {
      return await parts.readMember(bytes, member);
    } catch (error) {
      throw namedFailure(error, 'document');
    }
  }
}
