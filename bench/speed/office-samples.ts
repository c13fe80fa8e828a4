import { strToU8, zipSync } from 'fflate';
import { repeat, sentence } from './sentences.ts';

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Paragraphs of two runs, and every tenth a table, of about 8 MB as XML. */
export function sampleDocx(): Uint8Array {
  const body = repeat(
    20_000,
    (index) => wordParagraph(index) + (index % 10 === 0 ? wordTable(index) : ''),
  );
  return office('word/document.xml', 'wordprocessingml.document', {
    'word/document.xml': `<w:document xmlns:w="${wordNamespace}"><w:body>${body}</w:body></w:document>`,
  });
}

const sheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const drawingNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const slideNamespace = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const relationshipNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** One sheet of 10,000 rows: a number, a text and a number. */
export function sampleXlsx(): Uint8Array {
  return office('xl/workbook.xml', 'spreadsheetml.sheet', {
    'xl/workbook.xml': `<workbook xmlns="${sheetNamespace}" xmlns:r="${relationshipNamespace}"><sheets><sheet name="Boxes" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(['worksheet', 'worksheets/sheet1.xml']),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${sheetNamespace}"><sheetData>${repeat(10_000, sheetRow)}</sheetData></worksheet>`,
  });
}

/** 300 slides of a title and ten paragraphs. */
export function samplePptx(): Uint8Array {
  const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
  const ids = numbers.map((number) => `<p:sldId id="${255 + number}" r:id="r${number}"/>`).join('');
  const slides = numbers.map((number) => [`ppt/slides/slide${number}.xml`, slide(number)] as const);
  return office('ppt/presentation.xml', 'presentationml.presentation', {
    'ppt/presentation.xml': `<p:presentation xmlns:p="${slideNamespace}" xmlns:r="${relationshipNamespace}"><p:sldIdLst>${ids}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships(
      ...numbers.map((number) => ['slide', `slides/slide${number}.xml`] as const),
    ),
    ...Object.fromEntries(slides),
  });
}

function office(main: string, kind: string, parts: Readonly<Record<string, string>>): Uint8Array {
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`;
  const files = {
    '[Content_Types].xml': types,
    '_rels/.rels': relationships(['officeDocument', main]),
    ...parts,
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  );
}

function relationships(...targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], index) =>
      `<Relationship Id="r${index + 1}" Type="${relationshipNamespace}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
}

function sheetRow(index: number): string {
  const row = index + 1;
  return `<row r="${row}"><c r="A${row}"><v>${index}</v></c><c r="B${row}" t="inlineStr"><is><t>${sentence(index)}</t></is></c><c r="C${row}"><v>${index % 97}</v></c></row>`;
}

function shape(kind: string, paragraphs: string): string {
  return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Shape"/><p:cNvSpPr/><p:nvPr><p:ph type="${kind}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>${paragraphs}</p:txBody></p:sp>`;
}

function slide(number: number): string {
  const paragraph = (index: number): string =>
    `<a:p><a:r><a:t>${sentence(number * 10 + index)}</a:t></a:r></a:p>`;
  return `<p:sld xmlns:p="${slideNamespace}" xmlns:a="${drawingNamespace}"><p:cSld><p:spTree>${shape('title', paragraph(0))}${shape('body', repeat(10, paragraph))}</p:spTree></p:cSld></p:sld>`;
}

function wordRun(text: string): string {
  return `<w:r><w:rPr><w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

function wordParagraph(index: number): string {
  return `<w:p><w:pPr><w:spacing w:after="120"/></w:pPr>${wordRun(sentence(index))}${wordRun(` ${sentence(index + 1)}`)}</w:p>`;
}

function wordCell(index: number): string {
  return `<w:tc><w:p>${wordRun(String(index))}</w:p></w:tc>`;
}

function wordTable(index: number): string {
  return `<w:tbl>${`<w:tr>${wordCell(index)}${wordCell(index + 1)}</w:tr>`.repeat(3)}</w:tbl>`;
}
