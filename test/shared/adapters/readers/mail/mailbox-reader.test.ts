import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import {
  isMailbox,
  readMailbox,
} from '../../../../../shared/adapters/readers/mail/mailbox-reader.ts';
import type {
  FormatInput,
  ReadText,
} from '../../../../../shared/adapters/readers/format-reader.ts';
import { defaultReadLimits } from '../../../../../shared/document/read-limits.ts';
import { attachment, mailInput, mailOf, multipart, part, textPart } from './mail-fixtures.ts';

async function read(mailbox: string, parts: Partial<FormatInput> = {}): Promise<ReadText> {
  return readMailbox(mailInput(mailbox, parts));
}

function mailboxOf(mails: readonly string[]): string {
  return mails
    .map((mail) => `From ada@example.com Mon Mar  2 10:00:00 2026\r\n${mail}\r\n\r\n`)
    .join('');
}

const first = mailOf(textPart('>From now on we meet on Mondays.\r\n\r\nFrom here: a 2026 plan'), {
  Subject: 'Mondays',
});
const second = mailOf(
  part({ 'Content-Type': 'text/plain; charset=iso-8859-2' }, 'Za\u00bf\u00f3\u00b3\u00e6'),
  { Subject: '=?iso-8859-2?Q?=A3=B1ka?=' },
);

describe('a mailbox file', () => {
  it('is one where another mail follows the first', () => {
    const unix = mailboxOf([first, second]).replaceAll('\r\n', '\n');

    expect(isMailbox(unix)).toBe(true);
    expect(isMailbox(mailboxOf([first]).replaceAll('\r\n', '\n'))).toBe(false);
    expect(isMailbox('From Ada we heard of it in 2026\nand more.\n\nFrom Bo in 2026\nno.')).toBe(
      false,
    );
  });

  it('is read mail by mail, each a page with its subject', async () => {
    const bytes = Buffer.from(mailboxOf([first, second]), 'latin1');

    const { text, pages } = await read('', { bytes });

    const shown = (pages ?? []).map(({ number, label, start, end }) => [
      number,
      label,
      text.slice(start, end),
    ]);
    expect(shown).toEqual([
      [
        1,
        'Mondays',
        expect.stringMatching(
          /^# Mail 1: Mondays\n\nFrom: [^]*\n\nFrom now on we meet on Mondays\.\n\nFrom here: a 2026 plan$/,
        ),
      ],
      [2, 'Łąka', expect.stringMatching(/^# Mail 2: Łąka\n\nFrom: [^]*\n\nZażółć$/)],
    ]);
  });

  it('says how many mails beyond the limit were left out', async () => {
    const { pages, warnings } = await read(mailboxOf([first, first, first]), {
      limits: { ...defaultReadLimits, maximumPages: 2 },
    });

    expect(pages).toHaveLength(2);
    expect(warnings).toEqual(['left out 1 mails beyond the first 2']);
  });

  it('shares one number of attachments between its mails', async () => {
    const mail = mailOf(
      multipart('multipart/mixed', [textPart('Hi'), attachment('a.txt', 'text/plain', 'A')]),
    );

    const { text, warnings } = await read(mailboxOf([mail, mail, mail]), {
      limits: { ...defaultReadLimits, maximumMembers: 3 - 1 },
    });

    expect(text.match(/## Attachment/g)).toHaveLength(2);
    expect(warnings).toEqual(['left out 1 mails beyond the first 2']);
  });

  it('is read although one of its mails cannot be', async () => {
    const bomb = mailOf(textPart('x'), { 'X-Bomb': 'a'.repeat(1_100_000) });

    const { pages, warnings } = await read(mailboxOf([first, bomb, first]));

    expect(pages?.map(({ number }) => number)).toEqual([1, 3]);
    expect(warnings).toEqual(['mail 2 was not read (DOCUMENT_TOO_COMPLEX)']);
  });

  it('complains of fifty things and counts the rest', async () => {
    const mail = mailOf(attachment('a.p7s', 'application/pkcs7-signature', 'A'));

    const { warnings } = await read(mailboxOf(Array.from({ length: 60 }, () => mail)));

    expect(warnings).toHaveLength(51);
    expect(warnings.at(-1)).toBe('and 10 warnings more');
  });
});
