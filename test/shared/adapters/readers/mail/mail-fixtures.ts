import type { FormatInput } from '../../../../../shared/adapters/readers/format-reader.ts';
import type { DocumentText } from '../../../../../shared/document/document-text.ts';
import { formatInput } from '../../../../builders/reading.ts';

/** A part of a mail: its headers, a blank line, its body. */
export function part(headers: Readonly<Record<string, string>>, body: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', body].join('\r\n');
}

/** Parts in one, for example `multipart/mixed`. */
export function multipart(type: string, parts: readonly string[]): string {
  const boundary = `=_${type.length}${parts.length}x`;
  const body = parts.map((one) => `--${boundary}\r\n${one}\r\n`).join('');
  return part({ 'Content-Type': `${type}; boundary="${boundary}"` }, `${body}--${boundary}--\r\n`);
}

/** The headers that a mail has, in front of a part. */
export function mailOf(rest: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = {
    Received: 'from a.example by b.example; Mon, 2 Mar 2026 10:00:00 +0100',
    From: 'Ada Nowak <ada@example.com>',
    To: 'Bo <bo@example.com>, team@example.com',
    Date: 'Mon, 2 Mar 2026 10:00:00 +0100',
    Subject: 'Minutes',
    'MIME-Version': '1.0',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n${rest}`;
}

export function textPart(body: string): string {
  return part({ 'Content-Type': 'text/plain; charset=utf-8' }, body);
}

export function htmlPart(body: string): string {
  return part({ 'Content-Type': 'text/html; charset=utf-8' }, body);
}

export function attachment(name: string, type: string, body: string): string {
  return part(
    { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
    body,
  );
}

/** A mail whose attachments are read as text, whatever they are. */
export function mailInput(mail: string, parts: Partial<FormatInput> = {}): FormatInput {
  return formatInput(mail, { readInner: readAsText, ...parts });
}

async function readAsText(bytes: Uint8Array): Promise<DocumentText> {
  return {
    text: new TextDecoder().decode(bytes).trim(),
    format: 'plain-text',
    mediaType: 'text/plain',
    turns: [],
    pages: null,
    warnings: [],
    durationSeconds: null,
  };
}
