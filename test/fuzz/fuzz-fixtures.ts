import { strToU8, zipSync } from 'fflate';
import { docx, xlsx } from '../fixtures/hostile/packages.ts';
import { buildPdf, showLines } from '../fixtures/pdf/build-pdf.ts';

/** A small sound document. */
export interface FuzzFixture {
  readonly format: string;
  readonly bytes: Uint8Array;
}

const openDocument = 'urn:oasis:names:tc:opendocument:xmlns';

/** One document of every format, two where the format has two faces. */
export const fuzzFixtures: readonly FuzzFixture[] = [
  text(
    'webvtt',
    'WEBVTT - Board\n\nNOTE by hand\n\n1\n00:00:01.000 --> 00:00:02.500 align:start\n<v Ada Byron>Good &amp; well.</v>\n\n00:00:03.000 --> 00:00:04.000\n<v Bo>Hello <i>all</i>.\n',
  ),
  text(
    'subrip',
    '1\n00:00:01,000 --> 00:00:02,500\nAda: Hello.\n\n2\n00:00:03,000 --> 00:00:04,000\nBo: <b>Hi</b>.\n',
  ),
  text(
    'markdown',
    '# Minutes\n\n- Ada\n- Bo\n\n| who | what |\n|---|---|\n| Ada | [minutes](https://example.com/a) |\n\n```\ncode\n```\n',
  ),
  text('plain-text', 'Ada: Good morning.\nBo: Good morning, Ada.\nAda: Zażółć 会议 😀.\n'),
  text(
    'html',
    '<!doctype html><html><head><title>Minutes</title><style>p{}</style></head><body><h1>Board</h1><p>Ada &amp; Bo <a href="https://example.com/">met</a>.</p><table><tr><th>who</th><th>what</th></tr><tr><td>Ada</td><td>minutes</td></tr></table><ul><li>one<ul><li>two</li></ul></li></ul><script>x()</script></body></html>',
  ),
  text(
    'xml',
    '<?xml version="1.0"?><!DOCTYPE minutes [<!ENTITY who "Ada">]><minutes xmlns:a="urn:a"><p a:n="1">&who; met &lt;Bo&gt;</p><![CDATA[<raw>]]><!-- c --></minutes>',
  ),
  text(
    'json',
    '{"title":"Minutes","people":["Ada","Bo"],"count":2.5e3,"nested":{"a":[null,true,"\\u00e9"]}}',
  ),
  text(
    'json-lines',
    '{"who":"Ada","what":"minutes"}\n{"who":"Bo","what":"cake"}\n{"who":"Cy","what":null}\n',
  ),
  text(
    'whisper-json',
    '{"task":"transcribe","language":"english","duration":4.2,"text":"Hello. Hi.","segments":[{"id":0,"start":0.0,"end":1.5,"text":" Hello.","avg_logprob":-0.2},{"id":1,"start":1.5,"end":4.2,"text":" Hi."}]}',
  ),
  text(
    'aws-transcribe',
    '{"results":{"audio_segments":[{"id":0,"transcript":"Hello.","start_time":"0.0","end_time":"1.5","speaker_label":"spk_0"}],"items":[],"transcripts":[{"transcript":"Hello."}]},"status":"COMPLETED"}',
  ),
  text(
    'chat-json',
    '{"messages":[{"sender":"Ada","timestamp":"2026-01-02T10:00:00Z","text":"Hello there."},{"sender":"Bo","timestamp":"2026-01-02T10:00:05Z","text":"Hi, Ada."},{"sender":"Ada","timestamp":"2026-01-02T10:00:09Z","text":"Good."}]}',
  ),
  text('csv', 'who,what,when\nAda,"minutes, long",2026-01-02\nBo,"said ""yes""",2026-01-03\n'),
  text('tsv', 'who\twhat\twhen\nAda\tminutes\t2026-01-02\nBo\tcake\t2026-01-03\n'),
  text(
    'yaml',
    'team:\n  - name: ada\n    tags: [a, b]\n    note: |\n      long\n      text\n  - &bo\n    name: bo\nagain: *bo\n',
  ),
  text(
    'mail',
    'Received: from a by b; Fri, 2 Jan 2026 10:00:00 +0000\nFrom: =?utf-8?q?Ad=C3=A4?= <ada@example.com>\nTo: bo@example.com\nSubject: Minutes\nDate: Fri, 2 Jan 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b1"\n\n--b1\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>Hello=20Bo</p>\n--b1\nContent-Type: text/plain; name="a.txt"\nContent-Disposition: attachment; filename="a.txt"\nContent-Transfer-Encoding: base64\n\nd29yZHMgb2YgdGhlIGZpbGU=\n--b1--\n',
  ),
  text(
    'mailbox',
    'From ada@example.com Fri Jan  2 10:00:00 2026\nMessage-ID: <1@b>\nFrom: Ada\nSubject: One\n\nHello\n\nFrom bo@example.com Sat Jan  3 10:00:00 2026\nMessage-ID: <2@b>\nFrom: Bo\nSubject: Two\n\n>From here\n',
  ),
  text(
    'rtf',
    String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Helvetica;}}{\*\generator x;}\pard\b Minutes\b0\par Ada \u228?\'e9 met.\par\trowd\cellx1000\cellx2000\intbl one\cell two\cell\row}`,
  ),
  {
    format: 'pdf',
    bytes: buildPdf({
      pages: [
        {
          text: showLines(['Minutes of the board', 'Ada came.', 'Bo did not.'], { x: 72, y: 720 }),
        },
        { text: showLines(['who      what', 'Ada      minutes'], { x: 72, y: 720 }) },
      ],
    }),
  },
  {
    format: 'docx',
    bytes: docx(
      '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Minutes</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ada</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t xml:space="preserve"> minutes</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>Bo</w:t><w:br/><w:tab/></w:r></w:p>',
    ),
  },
  {
    format: 'xlsx',
    bytes: xlsx(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>who</t></is></c><c r="B1"><v>2.5</v></c></row><row r="3"><c r="C3"><f>1+1</f><v>2</v></c></row>',
    ),
  },
  { format: 'pptx', bytes: pptx() },
  {
    format: 'odt',
    bytes: openDocumentOf(
      'text',
      '<text:h text:outline-level="1">Minutes</text:h><text:p>Ada<text:s text:c="3"/>came.</text:p><table:table><table:table-row><table:table-cell><text:p>Bo</text:p></table:table-cell></table:table-row></table:table>',
    ),
  },
  {
    format: 'ods',
    bytes: openDocumentOf(
      'spreadsheet',
      '<table:table table:name="Sheet1"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>Ada</text:p></table:table-cell></table:table-row></table:table>',
    ),
  },
  {
    format: 'odp',
    bytes: openDocumentOf(
      'presentation',
      '<draw:page draw:name="page1"><draw:frame><draw:text-box><text:p>Ada</text:p></draw:text-box></draw:frame></draw:page>',
    ),
  },
  { format: 'epub', bytes: epub() },
  { format: 'zip', bytes: zipSync({ 'a.txt': strToU8('words'), 'folder/b.md': strToU8('# B') }) },
  {
    format: 'png',
    bytes: Uint8Array.of(
      0x89,
      0x50,
      0x4e,
      0x47,
      13,
      10,
      26,
      10,
      0,
      0,
      0,
      13,
      0x49,
      0x48,
      0x44,
      0x52,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      1,
      8,
      0,
      0,
      0,
      0,
    ),
  },
  {
    format: 'jpeg',
    bytes: Uint8Array.of(
      0xff,
      0xd8,
      0xff,
      0xe0,
      0,
      16,
      0x4a,
      0x46,
      0x49,
      0x46,
      0,
      1,
      1,
      0,
      0,
      1,
      0,
      1,
      0,
      0,
      0xff,
      0xd9,
    ),
  },
  {
    format: 'tiff',
    bytes: Uint8Array.of(
      0x49,
      0x49,
      0x2a,
      0,
      8,
      0,
      0,
      0,
      1,
      0,
      0,
      1,
      3,
      0,
      1,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    ),
  },
];

function text(format: string, content: string): FuzzFixture {
  return { format, bytes: strToU8(content) };
}

function openDocumentOf(kind: string, body: string): Uint8Array {
  const names = ['office', 'text', 'table'].map(
    (name) => `xmlns:${name}="${openDocument}:${name}:1.0"`,
  );
  const content = `<?xml version="1.0"?><office:document-content ${names.join(' ')} xmlns:draw="${openDocument}:drawing:1.0"><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`;
  return zipSync({
    mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
    'content.xml': strToU8(content),
    'META-INF/manifest.xml': strToU8(
      `<manifest:manifest xmlns:manifest="${openDocument}:manifest:1.0"/>`,
    ),
  });
}

function pptx(): Uint8Array {
  const presentation = 'http://schemas.openxmlformats.org/presentationml/2006/main';
  const drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const mediaType = 'application/vnd.openxmlformats-officedocument.presentationml';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="${mediaType}.presentation.main+xml"/><Override PartName="/ppt/slides/slide1.xml" ContentType="${mediaType}.slide+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="ppt/presentation.xml"/></Relationships>`,
    ),
    'ppt/presentation.xml': strToU8(
      `<p:presentation xmlns:p="${presentation}" xmlns:r="${office}"><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst></p:presentation>`,
    ),
    'ppt/_rels/presentation.xml.rels': strToU8(
      `<Relationships xmlns="${relationships}"><Relationship Id="rId2" Type="${office}/slide" Target="slides/slide1.xml"/></Relationships>`,
    ),
    'ppt/slides/slide1.xml': strToU8(
      `<p:sld xmlns:p="${presentation}" xmlns:a="${drawing}"><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Minutes</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
    ),
  });
}

function epub(): Uint8Array {
  return zipSync({
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ),
    'content.opf': strToU8(
      '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Minutes</dc:title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
    ),
    'a.xhtml': strToU8(
      '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title></head><body><h1>Minutes</h1><p>Ada came.</p></body></html>',
    ),
  });
}
