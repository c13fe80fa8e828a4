import { describe, expect, it } from 'vitest';
import { readEpub } from '../../../../../shared/adapters/readers/office/epub-reader.ts';
import { book } from '../../../../fixtures/office/book.ts';
import { readDocument } from './read-document.ts';

describe('reading a book', () => {
  it('reads chapters in reading order, each with its own heading or that of the contents', async () => {
    const { text, pages } = await readDocument(
      readEpub,
      book([
        { title: 'The Sea', body: '<p>It was <a id="x"/>calm &amp; blue.</p>' },
        { title: 'Elsewhere', body: '<h1>The Land</h1><p>Hills.</p><ul><li>one</li></ul>' },
        { title: 'Cover', body: '<img src="c.png"/>' },
      ]),
    );

    expect(text).toBe('# The Sea\n\nIt was calm & blue.\n\n# The Land\n\nHills.\n\n- one');
    expect(pages).toBeNull();
  });

  it('reads on where a listed chapter is missing, and says so', async () => {
    const bytes = book([{ title: 'A', body: '<p>Words.</p>' }], {
      'OEBPS/book.opf':
        '<package><manifest><item id="a" href="text/ch%201.xhtml"/><item id="b" href="gone.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
    });

    const { text, warnings } = await readDocument(readEpub, bytes);

    expect(text).toBe('Words.');
    expect(warnings).toHaveLength(1);
  });

  it('refuses a book that is protected against copying, but not one with scrambled fonts', async () => {
    const pages = [{ title: 'A', body: '<p>Words.</p>' }];
    const path = 'META-INF/encryption.xml';

    await expect(
      readDocument(
        readEpub,
        book(pages, { [path]: encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc') }),
      ),
    ).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
    const scrambled = book(pages, { [path]: encryption('http://www.idpf.org/2008/embedding') });
    expect((await readDocument(readEpub, scrambled)).text).toBe('# A\n\nWords.');
  });
});

function encryption(algorithm: string): string {
  return `<encryption><enc:EncryptedData xmlns:enc="x"><enc:EncryptionMethod Algorithm="${algorithm}"/></enc:EncryptedData></encryption>`;
}
