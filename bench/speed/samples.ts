import { strToU8 } from 'fflate';
import { foreignSentence, repeat, sentence } from './sentences.ts';

/** Headings, paragraphs, links and tables. */
export function sampleHtml(): Uint8Array {
  return strToU8(
    `<!doctype html><html><head><title>Parts</title></head><body>${repeat(6_000, htmlPart)}</body></html>`,
  );
}

export function sampleCsv(): Uint8Array {
  return strToU8(
    `number,remark,weight\n${repeat(60_000, (index) => `${index},"${sentence(index)}",${index % 97}\n`)}`,
  );
}

/** The same with letters beyond ASCII, which take two bytes. */
export function sampleForeignCsv(): Uint8Array {
  return strToU8(
    `number,remark,weight\n${repeat(40_000, (index) => `${index},"${foreignSentence(index)}",${index % 97}\n`)}`,
  );
}

/** A table that is rewritten as Markdown: 200 rows are the most, so the cells are long. */
export function sampleSmallCsv(): Uint8Array {
  return strToU8(
    `number,remark,weight\n${repeat(199, (index) => `${index},"${longRemark(index)}",${index % 97}\n`)}`,
  );
}

const mailHeaders =
  'From: Ada <ada@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Boxes\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n';

/** A mail of plain text alone. */
export function samplePlainMail(): Uint8Array {
  return strToU8(`${mailHeaders}${mailPart('plain', 30_000, mailLine)}`);
}

/** A mail as programs write it: plain text, and the same as a page. */
export function samplePageMail(): Uint8Array {
  const plain = mailPart('plain', 6_000, mailLine);
  const page = mailPart('html', 6_000, (index) => `<p>${mailLine(index).trimEnd()}</p>\r\n`);
  return strToU8(
    `${mailHeaders}Content-Type: multipart/alternative; boundary=parts\r\n\r\n--parts\r\n${plain}--parts\r\n${page}--parts--\r\n`,
  );
}

export function sampleJson(): Uint8Array {
  return jsonList(30_000, (index) => ({ index, remark: sentence(index) }));
}

export function sampleForeignJson(): Uint8Array {
  return jsonList(25_000, (index) => ({ index, remark: foreignSentence(index) }));
}

/** Objects and lists in objects, with names as messages have them, though there are none. */
export function sampleNestedJson(): Uint8Array {
  return jsonList(12_000, (index) => ({
    index,
    customer: { name: `Customer ${index}`, address: { town: 'Rye', zip: `${index}` } },
    lines: [
      { article: `a${index}`, amount: index % 7, remark: sentence(index) },
      { article: `b${index}`, amount: 2, remark: null },
    ],
  }));
}

function jsonList(length: number, record: (index: number) => object): Uint8Array {
  return strToU8(JSON.stringify(Array.from({ length }, (_, index) => record(index))));
}

export function sampleCaptions(): Uint8Array {
  return strToU8(`WEBVTT\n\n${repeat(30_000, captionCue)}`);
}

function mailPart(kind: 'plain' | 'html', lines: number, line: (index: number) => string): string {
  const head = `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
  return head + repeat(lines, line);
}

function mailLine(index: number): string {
  return `${sentence(index).slice(0, 66)}\r\n`;
}

function htmlPart(index: number): string {
  return `<h2>Part ${index}</h2><p>${sentence(index)} <a href="https://example.org/${index}">More</a> <em>${sentence(index)}</em></p><table><tr><td>${index}</td><td>box</td></tr></table>`;
}

function longRemark(index: number): string {
  return repeat(60, (part) => `${sentence(index + part)} `).trimEnd();
}

function clockTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 23);
}

function captionCue(index: number): string {
  return `${clockTime(index * 2)} --> ${clockTime(index * 2 + 2)}\n<v Speaker ${index % 3}>${sentence(index)}\n\n`;
}
