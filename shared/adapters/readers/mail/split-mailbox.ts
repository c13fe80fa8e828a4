import { Buffer } from 'node:buffer';

/** The line before each mail, and the blank line before all but the first. */
const envelope = /(?:^|\n\r?\n)From \S[^\n]*\d{4}\r?(?=\n)/g;

/** How a mailbox writes a line of a mail that looks like an envelope. */
const escapedFrom = /^>(>*From )/gm;

/** The mails of a mailbox, each with the envelope in front. */
export function splitMailbox(bytes: Uint8Array): Uint8Array[] {
  // One character a byte, whatever the encodings of the mails are.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const starts = [...text.matchAll(envelope)].map(
    ({ 0: line, index }) => index + line.indexOf('From '),
  );
  return starts.map((start, index) => {
    const mail = text.slice(start, starts[index + 1] ?? text.length);
    return Buffer.from(mail.replaceAll(escapedFrom, '$1'), 'latin1');
  });
}
