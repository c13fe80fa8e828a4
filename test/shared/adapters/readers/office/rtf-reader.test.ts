import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRtf } from '../../../../../shared/adapters/readers/office/rtf-reader.ts';
import { pageTexts, readDocument } from './read-document.ts';

describe('reading RTF', () => {
  it('reads code pages, fonts of other scripts, and Unicode with its fallbacks', async () => {
    const { text } = await readRich(
      String.raw`{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS Mincho;}}\f0 caf\'e9 {\f1\'cf\'f0} {\f2\'93\'fa\'96\'7b} \u8364? \uc2\u26085 xx\uc0\u26412 end \u55357 \u56832`,
    );

    expect(text).toBe('café Пр 日本 € 日本end 😀');
  });

  it('keeps headings, list labels, tables, notes and pages', async () => {
    const read = await readRich(
      String.raw`{\pard\outlinelevel0 Title\par}\pard {\listtext 1.\tab}first\par{\listtext\'b7\tab}\ilvl1 point\par\pard Text{\footnote\pard Note.} on\line next\par` +
        String.raw`\trowd\pard\intbl a\cell b|c\cell\row\trowd\pard\intbl 1\par 2\cell\cell\row\pard\page Last`,
    );

    expect(read.text).toBe(
      `# Title\n\n1. first\n  - point\n\nText[^1] on\nnext\n\n| a | b${String.raw`\|`}c |\n| --- | --- |\n| 1<br>2 |  |\n\nLast\n\n[^1]: Note.`,
    );
    expect(pageTexts(read)).toHaveLength(2);
    expect(pageTexts(read)[1]).toContain('Last');
  });

  it('knows headings by the styles of the document, and notes that older programs ignore', async () => {
    const { text } = await readRich(
      String.raw`{\stylesheet{\s0 Normal;}{\s2\outlinelevel1 heading 2;}{\s4\b Heading 3;}}\pard\s2 Part\par\pard\s4 Detail\par\pard\s0 Text{\super\chftn}{\*\footnote\chftn Note.}\par`,
    );

    expect(text).toBe('## Part\n\n### Detail\n\nText[^1]\n\n[^1]: Note.');
  });

  it('leaves out hidden and deleted text, pictures, comments, headers and what it does not know', async () => {
    const { text } = await readRich(
      String.raw`{\header Head}{\info{\title T}}a{\v hidden}{\deleted gone}{\pict 00ff}{\*\unknown x}{\*\annotation c}{\field{\*\fldinst PAGE}{\fldrslt 7}}{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt box}}}\{b\}\~c\_d`,
    );

    expect(text).toBe('a7box{b} c-d');
  });

  it('passes over binary data, however long it says it is', async () => {
    expect((await readRich(String.raw`a{\pict\bin5 }}}}}}b`)).text).toBe('ab');

    const cut = await readRich(String.raw`a\par{\pict\bin9999999999 }b`);
    expect(cut.text).toBe('a');
    expect(cut.warnings).toEqual(['the document ends before its text does']);
  });

  it('bounds how deep groups lie', async () => {
    await expect(readRich('{'.repeat(200_000))).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });

  it('ends whatever follows the first brace, in text or in a failure with a name', async () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '\\',
      "\\'",
      '\\u',
      '\\bin',
      '\\cell',
      '\\row',
      '\\*',
      '3',
      'x',
      '\\par ',
    );

    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const outcome = await readRich(pieces.join('')).then(
          ({ text }) => text.isWellFormed(),
          (error: unknown) => error,
        );
        expect(outcome).toSatisfy(
          (value) => value === true || (value instanceof Error && value.name === 'EMPTY_DOCUMENT'),
        );
      }),
    );
  });
});

function readRich(inside: string): ReturnType<typeof readDocument> {
  return readDocument(readRtf, new Uint8Array(Buffer.from(`{\\rtf1\\ansi ${inside}}`, 'latin1')));
}
