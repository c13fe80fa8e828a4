import { scanOf } from '../../test/fixtures/scans.ts';
import { packageSamples } from './package-samples.ts';

/** A small file of each format that the examples have none of, by name. */
export async function samples(): Promise<Record<string, Uint8Array>> {
  const scan = await scanOf(['Minutes of the board', 'Ada came, Bo did not.']);
  const texts = Object.entries(textSamples).map(([name, text]): [string, Uint8Array] => [
    name,
    Buffer.from(text),
  ]);
  return {
    ...Object.fromEntries(texts),
    ...packageSamples(),
    'sample.pdf': pdfOf(['Minutes of the board', 'Ada came, Bo did not.']),
    'sample.latin-2.txt': Buffer.from(
      'Za\u00bf\u00f3\u00b3\u00e6 g\u00ea\u00b6l\u00b1 ja\u00bc\u00f1.\n'.repeat(20),
      'latin1',
    ),
    'sample.utf-16.txt': Buffer.from('\uFEFFZażółć gęślą jaźń.\n'.repeat(20), 'utf16le'),
    'sample-scan.pdf': scan.pdf,
    'sample-scan.png': scan.png,
    'sample-scan.tiff': scan.tiff,
  };
}

const mail = [
  'Received: from a.example by b.example; Mon, 2 Mar 2026 10:00:00 +0100',
  'From: Ada <ada@example.com>',
  'To: Bo <bo@example.com>',
  'Date: Mon, 2 Mar 2026 10:00:00 +0100',
  'Subject: =?utf-8?Q?Zebranie_w_poniedzia=C5=82ek?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<h1>Minutes</h1><p>See <b>below</b>.</p>',
  '--b',
  'Content-Type: text/csv',
  'Content-Disposition: attachment; filename="costs.csv"',
  '',
  'what,EUR\r\nroof,1200\r\nwall,35',
  '--b--',
  '',
].join('\r\n');

const textSamples: Readonly<Record<string, string>> = {
  'sample.csv': 'what;EUR\nroof;1200,50\n"wall; inner";35\n',
  'sample.eml': mail,
  'sample.html':
    '<!doctype html><title>Minutes</title><h1>Minutes</h1><p>Ada <a href="https://example.com">came</a>.' +
    '<p hidden>not shown</p><table><tr><th>what<th>EUR<tr><td>roof<td>1200</table><script>x</script>',
  'sample.json': '{"meeting": {"present": ["Ada", "Bo"]}}\n',
  'sample.jsonl': '{"who": "Ada", "paid": 12}\n{"who": "Bo", "paid": 0}\n',
  'sample.mbox': [1, 2]
    .map((number) => `From ada@example.com Mon Mar  2 10:0${number}:00 2026\n${mail}\n\n`)
    .join(''),
  'sample.rtf': String.raw`{\rtf1\ansi {\b Minutes}\par Ada came.\par}`,
  'sample.srt':
    '1\n00:00:01,000 --> 00:00:02,500\nAda: Hi.\n\n2\n00:00:03,000 --> 00:00:04,000\nBo: Hello.\n',
  'sample.tsv': 'what\tEUR\nroof\t1200\nwall\t35\n',
  'sample.xml': '<?xml version="1.0"?>\n<minutes><present>Ada</present></minutes>\n',
  'sample.yaml': 'meeting:\n  present:\n    - Ada\n    - Bo\n',
  'sample-chat.json': JSON.stringify([
    { role: 'user', content: 'Where is my parcel?' },
    { role: 'assistant', content: 'On its way.' },
  ]),
  'sample-whisper.json': JSON.stringify({
    task: 'transcribe',
    language: 'english',
    duration: 4,
    text: 'Hi. Hello.',
    segments: [
      { id: 0, start: 0, end: 1.5, text: ' Hi.' },
      { id: 1, start: 2, end: 4, text: ' Hello.' },
    ],
  }),
};

/** One page with a layer of text. */
function pdfOf(lines: readonly string[]): Buffer {
  const shown = lines.map((line) => `(${line}) Tj T*`).join(' ');
  const content = `BT /F1 12 Tf 14 TL 72 720 Td ${shown} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
  return Buffer.from(pdf + table + trailer);
}
