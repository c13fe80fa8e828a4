import type { Page } from '../../../document/document-text.ts';
import { EmptyDocument } from '../../../failure/document-errors.ts';
import { PipelineError } from '../../../failure/pipeline-error.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { joinSections, type Section } from './join-sections.ts';
import { mailBytes } from './mail-bytes.ts';
import { readMailBytes } from './mail-reader.ts';
import { splitMailbox } from './split-mailbox.ts';

/** The line that opens the next mail, the blank line before it, and a header behind. */
const nextMail = /\n\nFrom \S[^\n]*\d{4}\n[\w-]+:/;

/** A result is no place for a thousand complaints. */
const mostWarnings = 50;

/**
 * Whether it is a mailbox file: a mail behind the line that opens one, and at least one more.
 *
 * @param text decoded, line ends `\n`
 */
export function isMailbox(text: string): boolean {
  return /^From \S[^\n]*\d{4}\n[\w-]+:/.test(text) && nextMail.test(text);
}

/**
 * Reads a mailbox file: every mail below a heading of its own, and a page of its own, which is
 * labelled with its subject.
 *
 * @throws {EmptyDocument} where no mail of it can be read
 * @throws {DocumentTooComplex} where it takes more than one document may take
 */
export const readMailbox = async (input: FormatInput): Promise<ReadText> => {
  const { limits } = input;
  const maximumMails = Math.min(limits.maximumMembers, limits.maximumPages);
  const mails = splitMailbox(mailBytes(input));

  const sections: (Section & { readonly number: number; readonly label: string | null })[] = [];
  const warnings: string[] = [];
  let attachmentsLeft = limits.maximumMembers;
  for (const [index, bytes] of mails.slice(0, maximumMails).entries()) {
    const number = index + 1;
    const share = { ...limits, maximumMembers: attachmentsLeft };
    try {
      // One after the other: a mail's attachments may each need a process of their own.
      // oxlint-disable-next-line no-await-in-loop
      const mail = await readMailBytes(bytes, { limits: share, readInner: input.readInner });
      const label = mail.subject;
      const heading = label === null ? `# Mail ${number}` : `# Mail ${number}: ${label}`;
      const headed = joinSections([{ text: heading, turns: [] }, mail], limits.maximumCharacters);
      sections.push({ text: headed.text, turns: headed.turns, number, label });
      warnings.push(...mail.warnings.map((warning) => `mail ${number}: ${warning}`));
      attachmentsLeft = Math.max(0, attachmentsLeft - mail.attachments);
    } catch (error) {
      if (!(error instanceof PipelineError) || error.retryable) throw error;
      warnings.push(`mail ${number} was not read (${error.code})`);
    }
  }
  if (sections.length === 0) throw new EmptyDocument();

  const leftOut = mails.length - maximumMails;
  if (leftOut > 0) warnings.unshift(`left out ${leftOut} mails beyond the first ${maximumMails}`);
  const { text, turns, placed } = joinSections(sections, limits.maximumCharacters);
  const pages = placed.map(({ section: { number, label }, start, end }): Page => {
    return { start, end, number, label };
  });
  return { text, turns, pages, durationSeconds: null, warnings: firstWarnings(warnings) };
};

function firstWarnings(warnings: readonly string[]): string[] {
  const rest = warnings.length - mostWarnings;
  return rest <= 0
    ? [...warnings]
    : [...warnings.slice(0, mostWarnings), `and ${rest} warnings more`];
}
