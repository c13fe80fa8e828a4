import { strToU8 } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocx } from '../../../../../shared/adapters/readers/office/docx-reader.ts';
import { paragraph, run, table, wordDocument } from '../../../../fixtures/office/word-document.ts';
import { relationships, zipDocument } from '../../../../fixtures/office/zip-document.ts';
import { pageTexts, readDocument } from './read-document.ts';

const styles = `
  <w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Our own"/><w:basedOn w:val="Titre1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="SubSub"><w:name w:val="Below"/><w:basedOn w:val="Sub"/></w:style>
  <w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>`;

const numbering = `
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`;

describe('reading a Word document', () => {
  it('keeps every paragraph and every cell, in their order', async () => {
    // A word of letters and digits, so that nothing in it is Markdown's.
    const word = fc.stringMatching(/^[a-zA-Z0-9äßé€漢]{1,12}$/);
    const block = fc.oneof(
      word.map((text) => ({ xml: paragraph(text), words: [text] })),
      fc
        .array(fc.array(word, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 })
        .map((rows) => ({
          xml: table(rows.map((row) => row.map((text) => paragraph(text)))),
          words: rows.flat(),
        })),
    );

    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 12 }), async (blocks) => {
        const { text } = await readText(blocks.map(({ xml }) => xml).join(''));

        const words = text.split(/[\s|]+/u).filter((found) => found !== '' && found !== '---');
        expect(words).toEqual(blocks.flatMap((made) => made.words));
      }),
      { numRuns: 60 },
    );
  });

  it('makes headings of styles, whatever they are called, and of outline levels', async () => {
    const { text } = await readText(
      paragraph('One', style('Titre1')) +
        paragraph('Two', style('SubSub')) +
        paragraph('Three', '<w:outlineLvl w:val="2"/>') +
        paragraph('Body', `${style('Titre1')}<w:outlineLvl w:val="9"/>`),
      { styles },
    );

    expect(text).toBe('# One\n\n## Two\n\n### Three\n\nBody');
  });

  it('labels lists as Word shows them', async () => {
    const { text } = await readText(
      item('first', 1, 0) +
        item('inner', 1, 1) +
        item('inner again', 1, 1) +
        item('deep', 1, 2) +
        item('second', 1, 0) +
        item('inner anew', 1, 1) +
        paragraph('Between.') +
        item('restarted', 3, 0) +
        item('counts on', 3, 0) +
        paragraph('Between.') +
        item('point', 2, 0),
      { numbering },
    );

    expect(text.split('\n').filter((line) => line !== '')).toEqual([
      '1. first',
      '  (a) inner',
      '  (b) inner again',
      '    1.b.i deep',
      '2. second',
      '  (a) inner anew',
      'Between.',
      '1. restarted',
      '2. counts on',
      'Between.',
      '- point',
    ]);
  });

  it('writes tables as Markdown, with merged cells, bars and inner tables', async () => {
    const wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>';
    const below = '<w:tcPr><w:vMerge/></w:tcPr>';
    const { text } = await readText(
      table([
        [paragraph('Name'), wide + paragraph('Both')],
        [paragraph('a|b'), paragraph('one') + paragraph('two'), paragraph('3')],
        [below + paragraph(''), table([[paragraph('x'), paragraph('y')]]), paragraph('4')],
      ]),
    );

    expect(text).toBe(
      [
        '| Name | Both |  |',
        '| --- | --- | --- |',
        String.raw`| a\|b | one<br>two | 3 |`,
        '|  | x / y | 4 |',
      ].join('\n'),
    );
  });

  it('reads a table of one column as what it holds', async () => {
    const { text } = await readText(
      table([[table([[paragraph('a'), paragraph('b')]])], [paragraph('below')]]),
    );

    expect(text).toBe('| a | b |\n| --- | --- |\n\nbelow');
  });

  it('keeps insertions and drops deletions, hidden text, comments and field codes', async () => {
    const { text } = await readText(
      `<w:p>${run('kept ')}<w:ins>${run('inserted ')}</w:ins>` +
        `<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:moveFrom>${run('moved')}</w:moveFrom>` +
        `${run('hidden', '<w:vanish/>')}${run('secret', '<w:rStyle w:val="Secret"/>')}` +
        run('shown ', '<w:vanish w:val="0"/>') +
        '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>' +
        `<w:hyperlink>${run('link')}</w:hyperlink></w:p>` +
        `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph('gone')}</w:tc></w:tr></w:tbl>`,
      { styles },
    );

    expect(text).toBe('kept inserted shown link');
  });

  it('keeps line breaks, so that the lines of a Teams transcript stay apart', async () => {
    const { text } = await readText(
      `<w:p>${run('David Mulholland   0:03')}<w:r><w:br/></w:r>${run('that from the start.')}</w:p>`,
    );

    expect(text).toBe('David Mulholland   0:03\nthat from the start.');
  });

  it('reads a text box once, after the paragraph that it hangs on', async () => {
    const box = `<w:txbxContent>${paragraph('In the box')}</w:txbxContent>`;
    const { text } = await readText(
      `<w:p>${run('Around ')}<w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r>${run('it')}</w:p>`,
    );

    expect(text).toBe('Around it\n\nIn the box');
  });

  it('puts notes at the end, numbered as they are referred to', async () => {
    const { text } = await readText(
      `<w:p>${run('One')}<w:r><w:footnoteReference w:id="7"/></w:r>${run(' two')}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>`,
      {
        footnotes: `<w:footnote w:type="separator" w:id="0">${paragraph('---')}</w:footnote><w:footnote w:id="7">${paragraph('Foot.')}</w:footnote>`,
        endnotes: `<w:endnote w:id="2">${paragraph('End.')}</w:endnote>`,
      },
    );

    expect(text).toBe('One[^1] two[^e1]\n\n[^1]: Foot.\n\n[^e1]: End.');
  });

  it('reads headers and footers once each, without page numbers', async () => {
    const { text, pages } = await readText(
      `${paragraph('Body')}<w:p><w:r><w:br w:type="page"/></w:r></w:p>${paragraph('More')}`,
      {
        headers: [paragraph('Acme Ltd'), paragraph('Acme Ltd')],
        footers: [paragraph('Page 1 of 9'), paragraph('Confidential')],
      },
    );

    expect(text).toBe('Acme Ltd\n\nBody\n\nMore\n\nConfidential');
    expect(pages?.map(({ start, end }) => text.slice(start, end).trim())).toEqual(['Body', 'More']);
  });

  it('has pages where Word saw them begin, and none where it did not', async () => {
    const broken = '<w:r><w:lastRenderedPageBreak/></w:r>';
    const read = await readText(
      `${paragraph('One')}<w:p>${run('still one ')}${broken}${run('two')}</w:p>` +
        `<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>${broken}${run('three')}</w:p>` +
        `<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:p>${broken}${run('four')}</w:p>` +
        `<w:p><w:pPr><w:sectPr/></w:pPr></w:p>${paragraph('still four')}<w:sectPr><w:type w:val="continuous"/></w:sectPr>`,
    );

    expect(pageTexts(read)).toEqual(['One\n\nstill one', 'two', 'three', 'four\n\nstill four']);
    expect(read.pages?.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect((await readText(paragraph('One'))).pages).toBeNull();
  });

  it('says so where only the author broke pages', async () => {
    const { pages, warnings } = await readText(
      `${paragraph('One')}<w:p><w:r><w:br w:type="page"/></w:r>${run('two')}</w:p>`,
    );

    expect(pages).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining('there may be more')]);
  });

  it('reads a part wherever its relationships say, in strict form and UTF-16', async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-16"?><document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>Größe</t><tab/><t>10</t></r></p></body></document>';
    const { text } = await readDocument(
      readDocx,
      zipDocument({
        '_rels/.rels': relationships(
          [['officeDocument', '/word/document2.xml']],
          'http://purl.oclc.org/ooxml/officeDocument/relationships',
        ),
        'word/document2.xml': new Uint8Array([0xff, 0xfe, ...Buffer.from(xml, 'utf16le')]),
      }),
    );

    expect(text).toBe('Größe\t10');
  });

  it('keeps symbols, hyphens and equations readable', async () => {
    const { text } = await readText(
      '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> yes b</w:t><w:noBreakHyphen/><w:t>c </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>',
    );

    expect(text).toBe('☑ yes b-c 1/2');
  });

  it('does not let a document forge the marks of its pages', async () => {
    const { text, pages } = await readText(paragraph('a\uFDD0b\u0000c'));

    expect(text).toBe('abc');
    expect(pages).toBeNull();
  });

  it('says that a document of pictures has no text', async () => {
    await expect(readText('<w:p><w:r><w:drawing/></w:r></w:p>')).rejects.toMatchObject({
      code: 'EMPTY_DOCUMENT',
    });
    await expect(readDocument(readDocx, strToU8('no archive'))).rejects.toMatchObject({
      code: 'DOCUMENT_DAMAGED',
    });
  });
});

function readText(body: string, parts = {}): ReturnType<typeof readDocument> {
  return readDocument(readDocx, wordDocument(body, parts));
}

function style(name: string): string {
  return `<w:pStyle w:val="${name}"/>`;
}

function item(text: string, list: number, level: number): string {
  return paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
}
