import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMail } from '../../../../../shared/adapters/readers/mail/mail-reader.ts';
import type {
  FormatInput,
  ReadText,
} from '../../../../../shared/adapters/readers/format-reader.ts';
import { defaultReadLimits } from '../../../../../shared/document/read-limits.ts';
import { ModelThrottled } from '../../../../../shared/failure/model-errors.ts';
import { PasswordRequired } from '../../../../../shared/failure/document-errors.ts';
import {
  attachment,
  htmlPart,
  mailInput,
  mailOf,
  multipart,
  part,
  textPart,
} from './mail-fixtures.ts';

async function read(mail: string, parts: Partial<FormatInput> = {}): Promise<ReadText> {
  return readMail(mailInput(mail, parts));
}

async function bodyOf(mail: string): Promise<string> {
  const { text } = await read(mail);
  return text.slice(text.indexOf('\n\n') + 2);
}

const headers = [
  'From: Ada Nowak <ada@example.com>',
  'To: Bo <bo@example.com>, team@example.com',
  'Date: Mon, 2 Mar 2026 10:00:00 +0100',
  'Subject: Minutes',
].join('\n');

describe('a mail', () => {
  it('is its headers that people read, and what it says', async () => {
    await expect(read(mailOf(textPart('We met.\r\n\r\nAda')))).resolves.toEqual({
      text: `${headers}\n\nWe met.\n\nAda`,
      turns: [],
      pages: null,
      durationSeconds: null,
      warnings: [],
    });
  });

  it('has its Polish subject and names decoded', async () => {
    const mail = mailOf(textPart('x'), {
      From: '=?ISO-8859-2?Q?=A3ukasz_=AFak?= <lz@example.com>',
      Cc: 'Zarząd: =?utf-8?B?xbtha2xpbmE=?= <z@example.com>;',
      Subject: '=?utf-8?B?WmHFvMOzxYLEhyBn?=\r\n =?utf-8?Q?=C4=99=C5=9Bl=C4=85?= (2)',
    });

    const { text } = await read(mail);

    expect(text).toContain('From: Łukasz Żak <lz@example.com>');
    expect(text).toContain('Cc: Zarząd: Żaklina <z@example.com>');
    expect(text).toContain('Subject: Zażółć gęślą (2)\n');
  });

  it.each([
    ['quoted-printable', 'Za=C5=BC=C3=B3=C5=82=C4=87 g=C4=99=C5=9B=\r\nl=C4=85'],
    ['base64', Buffer.from('Zażółć gęślą').toString('base64')],
    ['8bit', 'Zażółć gęślą'],
  ])('may be written as %s', async (encoding, body) => {
    const mail = mailOf(
      part(
        { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': encoding },
        body,
      ),
    );

    await expect(bodyOf(mail)).resolves.toBe('Zażółć gęślą');
  });

  it('has its body in a code page of its own', async () => {
    const mail = mailOf(
      part(
        {
          'Content-Type': 'text/plain; charset=windows-1250',
          'Content-Transfer-Encoding': 'quoted-printable',
        },
        'za=BF=F3=B3=E6',
      ),
    );

    await expect(bodyOf(mail)).resolves.toBe('zażółć');
  });

  it('is read as plain text where it has both', async () => {
    const both = multipart('multipart/alternative', [
      textPart('We met on Monday.'),
      htmlPart('<p>We <b>met</b> on Monday.</p>'),
    ]);

    await expect(bodyOf(mailOf(both))).resolves.toBe('We met on Monday.');
  });

  it.each([
    ['there is no plain text', [htmlPart('<h1>Minutes</h1><p hidden>x</p><p>We met.</p>')]],
    ['it is empty', [textPart(' \r\n'), htmlPart('<h1>Minutes</h1><p>We met.</p>')]],
    [
      'it hardly says anything',
      [textPart('HTML only.'), htmlPart('<h1>Minutes</h1><p>We met.</p><p>Ada and Bo came.</p>')],
    ],
  ])('is read as HTML where %s', async (_, parts) => {
    const body = await bodyOf(mailOf(multipart('multipart/alternative', parts)));

    expect(body).toMatch(/^# Minutes\n\nWe met\./);
  });

  it('is its headers where it says nothing', async () => {
    await expect(read(mailOf(textPart('')))).resolves.toMatchObject({ text: headers });
  });

  it('may have the line of a mailbox, white space or a byte order mark in front', async () => {
    const mail = mailOf(textPart('We met.'));

    const texts = await Promise.all(
      [
        `From ada@example.com Mon Mar  2 10:00:00 2026\n${mail}`,
        `\r\n ${mail}`,
        `\uFEFF${mail}`,
      ].map(async (variant) => (await read(variant)).text),
    );

    expect(new Set(texts)).toEqual(new Set([`${headers}\n\nWe met.`]));
  });

  it('may have been saved as UTF-16', async () => {
    const mail = mailOf(textPart('We met.'));
    const bytes = Buffer.from(mail, 'utf16le');

    await expect(read(mail, { bytes })).resolves.toMatchObject({ text: `${headers}\n\nWe met.` });
  });
});

describe('what is attached to a mail', () => {
  const mail = mailOf(
    multipart('multipart/mixed', [
      textPart('See below.'),
      attachment('notes.txt', 'text/plain', 'Ada came.'),
      attachment('=?utf-8?Q?bud=C5=BCet.docx?=', 'application/octet-stream', 'PK'),
    ]),
  );

  it('follows below headings with its name and format', async () => {
    await expect(bodyOf(mail)).resolves.toBe(
      [
        'See below.',
        '## Attachment: notes.txt (plain-text)',
        'Ada came.',
        '## Attachment: budżet.docx (plain-text)',
        'PK',
      ].join('\n\n'),
    );
  });

  it('is named in a warning where it cannot be read, and the rest is read', async () => {
    const { text, warnings } = await read(mail, {
      readInner: async (bytes) => {
        if (bytes[0] === 'P'.codePointAt(0)) throw new PasswordRequired();
        return mailInput('').readInner(bytes);
      },
    });

    expect(text).toContain('Ada came.');
    expect(text).not.toContain('PK');
    expect(warnings).toEqual(['attachment not read (PASSWORD_REQUIRED): budżet.docx']);
  });

  it('fails the mail where it may be read later', async () => {
    const failure = new ModelThrottled('busy');

    await expect(read(mail, { readInner: () => Promise.reject(failure) })).rejects.toBe(failure);
  });

  it('is read up to a limit', async () => {
    const { text, warnings } = await read(mail, {
      limits: { ...defaultReadLimits, maximumMembers: 1 },
    });

    expect(text).not.toContain('budżet.docx');
    expect(warnings).toEqual(['left out 1 attachments beyond the first 1']);
  });

  it('may be a mail or an invitation', async () => {
    const inner = mailOf(textPart('Inner words.'), { Subject: 'Inner' });
    const forwarded = mailOf(
      multipart('multipart/mixed', [
        textPart('See below.'),
        part({ 'Content-Type': 'message/rfc822' }, inner),
        part(
          { 'Content-Type': 'text/calendar; method=REQUEST' },
          'BEGIN:VCALENDAR\r\nEND:VCALENDAR',
        ),
      ]),
    );

    const { text } = await read(forwarded);

    expect(text).toContain('## Attachment: unnamed message/rfc822 (plain-text)\n\nReceived: from');
    expect(text).toContain('Inner words.');
    expect(text).toContain('(plain-text)\n\nBEGIN:VCALENDAR\nEND:VCALENDAR');
  });

  it('is left out where it is a picture of the layout', async () => {
    const page = multipart('multipart/related', [
      htmlPart('<p>Hi</p><img src="cid:logo">'),
      part({ 'Content-Type': 'image/png', 'Content-ID': '<logo>' }, 'PNG'),
    ]);

    await expect(read(mailOf(page))).resolves.toMatchObject({
      text: `${headers}\n\nHi`,
      warnings: [],
    });
  });

  it('is named where it is encrypted or a signature', async () => {
    const { text, warnings } = await read(
      mailOf(
        multipart('multipart/mixed', [
          textPart('Hi'),
          attachment('smime.p7m', 'application/pkcs7-mime', 'AAAA'),
          part({ 'Content-Type': 'application/pgp-encrypted' }, 'Version: 1'),
          attachment('x.asc', 'application/octet-stream', '-----BEGIN PGP MESSAGE-----\r\nAAAA'),
          attachment('s.asc', 'application/pgp-signature', 'AAAA'),
        ]),
      ),
    );

    expect(text).toBe(`${headers}\n\nHi`);
    expect(warnings).toEqual([
      'a part of the mail is encrypted, or wrapped in its signature, and was not read: smime.p7m',
      'a part of the mail is encrypted, or wrapped in its signature, and was not read: x.asc',
      'the signature of the mail was not checked',
    ]);
  });

  it('keeps its speakers and times where it is a transcript', async () => {
    const words = '[00:00:01] Ada: Hi';
    const { text, turns, durationSeconds } = await read(mail, {
      readInner: async (bytes) => ({
        ...(await mailInput('').readInner(bytes)),
        text: words,
        turns: [
          {
            start: 16,
            end: 18,
            speaker: 'Ada',
            startSeconds: 1,
            endSeconds: 2,
            cues: [{ start: 16, end: 18, startSeconds: 1, endSeconds: 2 }],
          },
        ],
        durationSeconds: 2,
      }),
    });

    expect(turns).toHaveLength(2);
    expect(turns.map(({ start, end }) => text.slice(start, end))).toEqual(['Hi', 'Hi']);
    expect(
      turns.flatMap(({ cues }) => cues).map(({ start, end }) => text.slice(start, end)),
    ).toEqual(['Hi', 'Hi']);
    expect(durationSeconds).toBe(2);
  });
});

/** Public mails that lie beside the repository, where somebody put them; they are not ours. */
const folder = new URL('../../../../../../shared/corpora/', import.meta.url);

describe.skipIf(!existsSync(folder))(
  'public mails (skipped where ../shared/corpora is missing)',
  () => {
    it.each([
      ['unstructured-family-day.eml', 'Subject: Family Day\n\nHi All,\n\nGet excited'],
      [
        'unstructured-fake-email-attachment.eml',
        '## Attachment: fake-attachment.txt (plain-text)\n\nHey this is a fake attachment!',
      ],
    ])('%s keeps its words', async (name, words) => {
      const bytes = readFileSync(new URL(name, folder));

      const { text, warnings } = await read(bytes.toString(), { bytes });

      expect(text).toContain(words);
      expect(warnings).toEqual([]);
    });
  },
);
