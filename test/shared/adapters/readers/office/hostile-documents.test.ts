import { strToU8 } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultReadLimits } from '../../../../../shared/document/read-limits.ts';
import { PipelineError } from '../../../../../shared/failure/pipeline-error.ts';
import type { FormatReader } from '../../../../../shared/adapters/readers/format-reader.ts';
import { readDocx } from '../../../../../shared/adapters/readers/office/docx-reader.ts';
import { readEpub } from '../../../../../shared/adapters/readers/office/epub-reader.ts';
import {
  readOpenDocumentPresentation,
  readOpenDocumentSheet,
  readOpenDocumentText,
} from '../../../../../shared/adapters/readers/office/open-document-reader.ts';
import { readPptx } from '../../../../../shared/adapters/readers/office/pptx-reader.ts';
import { readXlsx } from '../../../../../shared/adapters/readers/office/xlsx-reader.ts';
import { book } from '../../../../fixtures/office/book.ts';
import { openDocument } from '../../../../fixtures/office/open-document.ts';
import { bullet, presentation, shape } from '../../../../fixtures/office/presentation.ts';
import { paragraph, wordDocument } from '../../../../fixtures/office/word-document.ts';
import { workbook } from '../../../../fixtures/office/workbook.ts';
import { zipDocument } from '../../../../fixtures/office/zip-document.ts';
import { readDocument } from './read-document.ts';

const readers: readonly [name: string, read: FormatReader, document: Uint8Array][] = [
  ['DOCX', readDocx, wordDocument(paragraph('Words.'))],
  ['PPTX', readPptx, presentation([{ shapes: shape('title', bullet('Words.')), notes: 'n' }])],
  ['XLSX', readXlsx, workbook([{ name: 'S', rows: '<row><c><v>1</v></c></row>' }])],
  ['ODT', readOpenDocumentText, openDocument('<office:text><text:p>a</text:p></office:text>')],
  [
    'ODS',
    readOpenDocumentSheet,
    openDocument(
      '<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>',
    ),
  ],
  [
    'ODP',
    readOpenDocumentPresentation,
    openDocument(
      '<office:presentation><draw:page><text:p>a</text:p></draw:page></office:presentation>',
    ),
  ],
  ['EPUB', readEpub, book([{ title: 'T', body: '<p>Words.</p>' }])],
];

describe('hostile documents', () => {
  describe.each(readers)('%s', (_, read, document) => {
    it('is damaged where it is cut off, empty, or no archive', async () => {
      for (const bytes of [
        document.subarray(0, document.length - 30),
        new Uint8Array(0),
        strToU8('PK\u0003\u0004 and nothing'),
        zipDocument({ 'unrelated.xml': '<a/>' }),
      ]) {
        await expect(readDocument(read, bytes)).rejects.toMatchObject({ code: 'DOCUMENT_DAMAGED' });
      }
    });

    it('is too complex where it expands beyond the limit', async () => {
      const limits = { ...defaultReadLimits, maximumExpandedBytes: 50 };

      await expect(readDocument(read, document, { limits })).rejects.toMatchObject({
        code: 'DOCUMENT_TOO_COMPLEX',
      });
    });

    it('ends in text or in a failure with a name, whatever is changed in it', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(document.length - 1), fc.integer({ min: 0, max: 255 })), {
            minLength: 1,
            maxLength: 8,
          }),
          async (changes) => {
            const changed = Uint8Array.from(document);
            for (const [at, byte] of changes) changed[at] = byte;

            const outcome = await readDocument(read, changed).catch((error: unknown) => error);
            expect(outcome).toSatisfy(
              (made) => made instanceof PipelineError || !(made instanceof Error),
            );
          },
        ),
        { numRuns: 50 },
      );
    });
  });

  it('a bomb is refused by the sizes that it declares', async () => {
    const bomb = zipDocument({ 'word/document.xml': new Uint8Array(210_000_000) });

    await expect(readDocument(readDocx, bomb)).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });

  it('a directory that lies about sizes gets no more memory than it declares', async () => {
    const long = wordDocument(paragraph('a'.repeat(1_000_000)));

    await expect(
      readDocument(readDocx, declareSize(long, 'word/document.xml', 5_000)),
    ).rejects.toMatchObject({
      code: 'DOCUMENT_DAMAGED',
    });
  });

  it('elements that lie too deep in each other are refused', async () => {
    const deep = '<w:sdt>'.repeat(200_000) + paragraph('x') + '</w:sdt>'.repeat(200_000);

    await expect(readDocument(readDocx, wordDocument(deep))).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });

  it('tables in tables, as deep as they may be, are read', async () => {
    const depth = 490;
    const deep = `${'<w:tbl><w:tr><w:tc>'.repeat(depth)}${paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(depth)}`;

    expect((await readDocument(readDocx, wordDocument(deep))).text).toBe('x');
  });

  it('entities that a document declares are not expanded, nor fetched', async () => {
    const declared =
      '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>';
    const { text } = await readDocument(
      readDocx,
      zipDocument({
        '_rels/.rels':
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="d.xml"/></Relationships>',
        'd.xml': `<?xml version="1.0"?>${declared}<w:document><w:body><w:p><w:r><w:t>[&b;][&c;]</w:t></w:r></w:p></w:body></w:document>`,
      }),
    );

    expect(text).toBe('[&b;][&c;]');
  });

  it('more text than a document may have is refused', async () => {
    const limits = { ...defaultReadLimits, maximumCharacters: 1_000 };

    await expect(
      readDocument(readDocx, wordDocument(paragraph('words '.repeat(1_000))), { limits }),
    ).rejects.toMatchObject({ code: 'DOCUMENT_TOO_COMPLEX' });
  });

  it('references out of the archive lead nowhere', async () => {
    const escaping = zipDocument({
      '_rels/.rels':
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="../../../../etc/passwd"/></Relationships>',
    });

    await expect(readDocument(readDocx, escaping)).rejects.toMatchObject({
      code: 'DOCUMENT_DAMAGED',
    });
  });

  it('styles that are based on each other, and spans without end, are bounded', async () => {
    const circle = `<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>`;
    const wide = `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>${paragraph('x', '<w:pStyle w:val="A"/>')}</w:tc></w:tr></w:tbl>`;

    const { text } = await readDocument(readDocx, wordDocument(wide, { styles: circle }));

    expect(text.length).toBeLessThan(2_000);
  });
});

/** Changes the expanded size of a part in the archive's directory. */
function declareSize(archive: Uint8Array, path: string, sizeBytes: number): Uint8Array {
  const changed = Buffer.from(archive);
  const name = changed.lastIndexOf(path);
  // The name comes 46 bytes after the entry's start, the expanded size 24 bytes after it.
  changed.writeUInt32LE(sizeBytes, name - 46 + 24);
  return new Uint8Array(changed);
}
