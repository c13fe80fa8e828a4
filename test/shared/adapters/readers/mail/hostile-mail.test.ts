import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMail } from '../../../../../shared/adapters/readers/mail/mail-reader.ts';
import {
  isMailbox,
  readMailbox,
} from '../../../../../shared/adapters/readers/mail/mailbox-reader.ts';
import type { FormatInput } from '../../../../../shared/adapters/readers/format-reader.ts';
import { UnsupportedFormat } from '../../../../../shared/failure/document-errors.ts';
import { PipelineError } from '../../../../../shared/failure/pipeline-error.ts';
import { htmlPart, mailInput, mailOf, multipart, part, textPart } from './mail-fixtures.ts';

/** The text, or the code of a named failure. */
async function outcome(mail: string, parts: Partial<FormatInput> = {}): Promise<string> {
  try {
    return (await readMail(mailInput(mail, parts))).text;
  } catch (error) {
    if (error instanceof PipelineError) return error.code;
    throw error;
  }
}

const refuse = (): Promise<never> => Promise.reject(new UnsupportedFormat('anything', []));

const fragments = fc.oneof(
  fc.constantFrom(
    '\r\n',
    '\n\n',
    '--b\r\n',
    '--b--\r\n',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
    'Content-Type: text/html; charset=nosuch\r\n\r\n',
    'Content-Type: message/rfc822\r\n\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    "Content-Disposition: attachment; filename*=utf-8''%ZZ%FF\r\n",
    'Subject: =?utf-8?B?////?= =?x?Q?=ZZ?=\r\n',
    'Date: 99 Foo\r\n',
    'To: "<a,;:group:;<<>>\r\n',
    '=C3=2',
    '\0',
    '\uD800',
    '<script>SECRET</script>',
  ),
  fc.string(),
);

describe('a hostile mail', () => {
  it('ends in a well-formed text or a named failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fragments, { maxLength: 40 }), async (parts) => {
        const text = await outcome(mailOf(parts.join('')), { readInner: refuse });

        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain('\0');
      }),
    );
  });

  it('is refused where its parts lie too deep', async () => {
    let mail = textPart('x');
    for (let depth = 0; depth < 300; depth += 1) {
      mail = part(
        { 'Content-Type': `multipart/mixed; boundary=b${depth}` },
        `--b${depth}\r\n${mail}\r\n--b${depth}--\r\n`,
      );
    }

    await expect(outcome(mailOf(mail))).resolves.toBe('DOCUMENT_TOO_COMPLEX');
  });

  it('hands a mail inside the mail on, however many more lie inside', async () => {
    let mail = mailOf(textPart('innermost'));
    for (let depth = 0; depth < 300; depth += 1) {
      mail = mailOf(part({ 'Content-Type': 'message/rfc822' }, mail));
    }

    await expect(outcome(mail)).resolves.toContain('## Attachment: unnamed message/rfc822');
  });

  it.each([
    ['one header of megabytes', mailOf(textPart('x'), { 'X-A': 'a'.repeat(5_000_000) })],
    ['a million lines', mailOf(textPart('a\r\n'.repeat(1_000_000)))],
    ['a million headers', mailOf(`${'X-A: b\r\n'.repeat(1_000_000)}\r\nx`)],
    [
      'headers in many parts',
      mailOf(
        multipart(
          'multipart/mixed',
          Array.from({ length: 40 }, () =>
            part({ 'Content-Type': `text/plain; x=${'a'.repeat(50_000)}` }, ''),
          ),
        ),
      ),
    ],
  ])('is refused where it has %s', async (_, mail) => {
    await expect(outcome(mail)).resolves.toBe('DOCUMENT_TOO_COMPLEX');
  });

  it.each([
    [
      'no end of a part',
      mailOf(`${part({ 'Content-Type': 'multipart/mixed; boundary=b' }, '--b')}\r\n\r\nwords`),
    ],
    [
      'base64 that is none',
      mailOf(
        part(
          { 'Content-Type': 'text/plain', 'Content-Transfer-Encoding': 'base64' },
          '!!§$%=\0=words',
        ),
      ),
    ],
    [
      'an unknown encoding',
      mailOf(part({ 'Content-Type': 'text/plain; charset=klingon' }, 'words')),
    ],
    ['a NUL and half a surrogate pair', mailOf(textPart('wo\0rds \uD800'))],
  ])('is read where it has %s', async (_, mail) => {
    const text = await outcome(mail);

    expect(text).toMatch(/^From: Ada/);
    expect(text).not.toContain('\0');
    expect(text.isWellFormed()).toBe(true);
  });

  it.each([
    ['long lines', mailOf(textPart(`${'a '.repeat(40)}\r\n`.repeat(100_000)))],
    ['addresses', mailOf(textPart('x'), { To: 'a@b.example, '.repeat(50_000) })],
    ['encoded words', mailOf(textPart('x'), { Subject: '=?utf-8?Q?a?= '.repeat(50_000) })],
    ['nested comments', mailOf(textPart('x'), { To: '('.repeat(500_000) })],
    ['open quotes', mailOf(textPart('x'), { To: '"<'.repeat(250_000) })],
    [
      'parts',
      mailOf(
        multipart(
          'multipart/mixed',
          Array.from({ length: 20_000 }, () => textPart('a')),
        ),
      ),
    ],
    ['attachments in HTML', mailOf(htmlPart('<blockquote>'.repeat(200_000)))],
  ])('takes seconds at most with very many %s', async (_, mail) => {
    const start = performance.now();

    await outcome(mail);

    // An order of magnitude above what it takes.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('does not make a mailbox slow that is one line, or all envelopes', async () => {
    const envelopes = `From a@b.example 2026\na: b\n\n`.repeat(100_000);
    const start = performance.now();

    expect(isMailbox(`From a 2026\na: b${'\n\nFrom '.repeat(1_000_000)}`)).toBe(false);
    const { warnings } = await readMailbox(mailInput(envelopes));

    expect(warnings[0]).toBe('left out 99000 mails beyond the first 1000');
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
