import type { DocumentText } from '../../document/document-text.ts';
import type { ReadLimits } from '../../document/read-limits.ts';
import type { Reading } from '../../document/reading.ts';
import {
  DocumentDamaged,
  DocumentNotFound,
  DocumentTooComplex,
  NoTextLayer,
  UnsupportedFormat,
} from '../../failure/document-errors.ts';
import { readFormat } from './read-format.ts';
import { type Sniffed, sniff } from './sniff.ts';
import { supportedTitles } from './supported-titles.ts';
import { withWarnings } from './with-warnings.ts';

export interface PartsOptions {
  readonly password: string | null;
  readonly limits: ReadLimits;
}

/** Reads one document with all that is in it: counts the parts, and how deep they lie. */
export class PartsReader {
  readonly #options: PartsOptions;
  /** Documents inside the document, of whatever depth, that were begun. */
  #innerDocuments = 0;

  constructor(options: PartsOptions) {
    this.#options = options;
  }

  /** @param path the way to a member, from the outermost archive inwards */
  async readMember(bytes: Uint8Array, path: readonly string[]): Promise<Reading> {
    const { password, limits } = this.#options;
    if (path.length > limits.maximumDepth) throw tooDeep(limits);
    let member = bytes;
    for (const name of path) {
      const { kind } = await sniff(member);
      if (kind !== 'zip') throw new DocumentNotFound();
      const { readMember } = await import('./archive/read-member.ts');
      member = await readMember({ bytes: member, path: name, password, limits });
    }
    return this.#read(member, path.length);
  }

  async #read(bytes: Uint8Array, depth: number): Promise<Reading> {
    const sniffed = await sniff(bytes);
    if (sniffed.kind === 'zip') return this.#list(bytes, depth);
    if (sniffed.kind === 'compound-file') return this.#readDecrypted(bytes, depth);
    return this.#readDocument(bytes, sniffed, depth);
  }

  async #list(bytes: Uint8Array, depth: number): Promise<Reading> {
    const { limits } = this.#options;
    if (depth >= limits.maximumDepth) throw tooDeep(limits);
    const { listArchive } = await import('./archive/list-archive.ts');
    return { kind: 'archive', archive: await listArchive(bytes, limits) };
  }

  async #readDecrypted(bytes: Uint8Array, depth: number): Promise<Reading> {
    const { decryptOffice } = await import('./office/decrypt-office.ts');
    const decrypted = await decryptOffice(bytes, this.#options.password);
    const sniffed = await sniff(decrypted);
    // Office encrypts nothing but its own documents of today.
    if (sniffed.kind !== 'document') throw new DocumentDamaged('protected Office document');
    return this.#readDocument(decrypted, sniffed, depth);
  }

  async #readDocument(
    bytes: Uint8Array,
    sniffed: Extract<Sniffed, { kind: 'document' }>,
    depth: number,
  ): Promise<Reading> {
    const { text, json, format, warnings } = sniffed;
    const readInner = (inner: Uint8Array) => this.#readInner(inner, depth + 1);
    const input = {
      ...this.#options,
      bytes,
      text,
      ...(json === undefined ? {} : { json }),
      readInner,
    };
    return withWarnings(await readFormat(format, input), warnings);
  }

  async #readInner(bytes: Uint8Array, depth: number): Promise<DocumentText> {
    const { limits } = this.#options;
    this.#innerDocuments += 1;
    if (depth > limits.maximumDepth) throw tooDeep(limits);
    if (this.#innerDocuments > limits.maximumMembers) {
      throw new DocumentTooComplex(`more than ${limits.maximumMembers} documents inside it`);
    }

    const reading = await this.#read(bytes, depth);
    if (reading.kind === 'text') return reading.text;
    if (reading.kind === 'scan') throw new NoTextLayer(reading.scan.format);
    throw new UnsupportedFormat('an archive inside a document', supportedTitles());
  }
}

function tooDeep({ maximumDepth }: ReadLimits): DocumentTooComplex {
  return new DocumentTooComplex(`documents more than ${maximumDepth} deep inside one another`);
}
