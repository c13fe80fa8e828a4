import type { FormatInput, ReadText } from '../format-reader.ts';
import { type ReadAttachment, readAttachments } from './attachments.ts';
import { joinSections, type Section } from './join-sections.ts';
import { mailBytes, withoutEnvelope } from './mail-bytes.ts';
import { readBody } from './mail-body.ts';
import { headerLines, oneLine } from './mail-headers.ts';
import { parseMail } from './parse-mail.ts';

/** A mail that was read, and what it is about. */
export interface Mail extends ReadText {
  readonly subject: string | null;
  /** How many were tried. */
  readonly attachments: number;
}

/**
 * Reads a mail: its headers, what it says, and what is attached, each below a heading of its own.
 *
 * @throws {DocumentTooComplex} where it takes more than one document may take
 */
export const readMail = async (input: FormatInput): Promise<ReadText> => {
  const { text, turns, pages, durationSeconds, warnings } = await readMailBytes(
    mailBytes(input),
    input,
  );
  return { text, turns, pages, durationSeconds, warnings };
};

/** The same of bytes that begin with the mail's first line. */
export async function readMailBytes(
  bytes: Uint8Array,
  input: Pick<FormatInput, 'limits' | 'readInner'>,
): Promise<Mail> {
  const mail = await parseMail(withoutEnvelope(bytes));
  const body = readBody(mail, input.limits);
  const { read, warnings } = await readAttachments(mail.attachments, input);

  const sections = [
    withoutTurns(headerLines(mail)),
    withoutTurns(body.text),
    ...read.flatMap(({ heading, document }) => [withoutTurns(heading), document]),
  ].filter(({ text }) => text !== '');
  const { text, turns } = joinSections(sections, input.limits.maximumCharacters);
  return {
    text,
    turns,
    pages: null,
    durationSeconds: longestDuration(read),
    warnings: [...body.warnings, ...warnings],
    subject: oneLine(mail.subject ?? '') || null,
    attachments: mail.attachments.length,
  };
}

function withoutTurns(text: string): Section {
  return { text, turns: [] };
}

/** Of the recordings that are attached. */
function longestDuration(read: readonly ReadAttachment[]): number | null {
  const durations = read.flatMap(({ document }) => document.durationSeconds ?? []);
  return durations.length === 0 ? null : Math.max(...durations);
}
