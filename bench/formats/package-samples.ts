import { strToU8, zipSync } from 'fflate';

const openXml = 'http://schemas.openxmlformats.org';
const office = `${openXml}/officeDocument/2006/relationships`;
const contentType = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'urn:oasis:names:tc:opendocument:xmlns';

/** A small file of each format that is a ZIP of parts, and an archive of them. */
export function packageSamples(): Record<string, Uint8Array> {
  const documents = {
    'sample.docx': docx(),
    'sample.pptx': pptx(),
    'sample.xlsx': xlsx(),
    'sample.odt': odf(
      'text',
      '<office:text><text:h text:outline-level="1">Minutes</text:h><text:p>Ada came.</text:p></office:text>',
    ),
    'sample.ods': odf(
      'spreadsheet',
      `<office:spreadsheet><table:table table:name="Costs">${['what', 'roof'].map((words) => `<table:table-row><table:table-cell office:value-type="string"><text:p>${words}</text:p></table:table-cell></table:table-row>`).join('')}</table:table></office:spreadsheet>`,
    ),
    'sample.odp': odf(
      'presentation',
      '<office:presentation><draw:page draw:name="One"><draw:frame><draw:text-box><text:p>Minutes</text:p></draw:text-box></draw:frame></draw:page></office:presentation>',
    ),
    'sample.epub': epub(),
  };
  return {
    ...documents,
    'sample.zip': zipSync({ ...documents, 'notes/readme.txt': strToU8('Ada came.') }),
  };
}

function zipOf(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
    { level: 6 },
  );
}

/** A package of OpenXML: which part is of which type, and which is the main one. */
function openXmlPackage(
  main: string,
  types: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, string>>,
): Uint8Array {
  const overrides = Object.entries(types).map(
    ([part, type]) => `<Override PartName="/${part}" ContentType="${contentType}.${type}+xml"/>`,
  );
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="${openXml}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels': relations({ rId1: ['officeDocument', main] }),
    ...parts,
  });
}

function relations(
  targets: Readonly<Record<string, readonly [type: string, target: string]>>,
): string {
  const lines = Object.entries(targets).map(
    ([id, [type, target]]) =>
      `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${openXml}/package/2006/relationships">${lines.join('')}</Relationships>`;
}

function paragraph(words: string): string {
  return `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`;
}

function docx(): Uint8Array {
  return openXmlPackage(
    'word/document.xml',
    { 'word/document.xml': 'wordprocessingml.document.main' },
    {
      'word/document.xml': `<w:document xmlns:w="${openXml}/wordprocessingml/2006/main"><w:body>${paragraph('Minutes of the board')}<w:tbl><w:tr><w:tc>${paragraph('roof')}</w:tc><w:tc>${paragraph('1200')}</w:tc></w:tr></w:tbl>${paragraph('Ada came.')}</w:body></w:document>`,
    },
  );
}

function pptx(): Uint8Array {
  const main = `xmlns:a="${openXml}/drawingml/2006/main" xmlns:r="${office}" xmlns:p="${openXml}/presentationml/2006/main"`;
  return openXmlPackage(
    'ppt/presentation.xml',
    {
      'ppt/presentation.xml': 'presentationml.presentation.main',
      'ppt/slides/slide1.xml': 'presentationml.slide',
    },
    {
      'ppt/presentation.xml': `<p:presentation ${main}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
      'ppt/_rels/presentation.xml.rels': relations({ rId1: ['slide', 'slides/slide1.xml'] }),
      'ppt/slides/slide1.xml': `<p:sld ${main}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>Minutes of the board</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
    },
  );
}

function xlsx(): Uint8Array {
  const main = `xmlns="${openXml}/spreadsheetml/2006/main"`;
  return openXmlPackage(
    'xl/workbook.xml',
    {
      'xl/workbook.xml': 'spreadsheetml.sheet.main',
      'xl/worksheets/sheet1.xml': 'spreadsheetml.worksheet',
    },
    {
      'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="Costs" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations({ rId1: ['worksheet', 'worksheets/sheet1.xml'] }),
      'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>roof</t></is></c><c r="B1"><v>1200</v></c></row></sheetData></worksheet>`,
    },
  );
}

function odf(kind: string, body: string): Uint8Array {
  const mediaType = `application/vnd.oasis.opendocument.${kind}`;
  const names = ['office', 'text', 'table'].map(
    (name) => `xmlns:${name}="${openDocument}:${name}:1.0"`,
  );
  return zipOf({
    mimetype: mediaType,
    'content.xml': `<office:document-content ${names.join(' ')} xmlns:draw="${openDocument}:drawing:1.0"><office:body>${body}</office:body></office:document-content>`,
    'META-INF/manifest.xml': `<manifest:manifest xmlns:manifest="${openDocument}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${mediaType}"/></manifest:manifest>`,
  });
}

function epub(): Uint8Array {
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'book.opf':
      '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="one"/></spine></package>',
    'one.xhtml':
      '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Minutes</h1><p>Ada came.</p></body></html>',
  });
}
