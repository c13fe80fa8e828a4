import {
  assert,
  asyncProperty,
  constantFrom,
  string,
  stringMatching,
  uint8Array,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SniffingDocumentReader } from '../../../../shared/adapters/readers/sniffing-document-reader.ts';
import type { DocumentText } from '../../../../shared/document/document-text.ts';
import { readText } from '../../../builders/reading.ts';
import { PipelineError } from '../../../../shared/failure/pipeline-error.ts';

const utf8 = new TextEncoder();

async function read(content: string | Uint8Array): Promise<DocumentText> {
  const bytes = typeof content === 'string' ? utf8.encode(content) : content;
  return readText(new SniffingDocumentReader(), bytes);
}

describe('the encoding of a document', () => {
  it.each([
    ['UTF-8', utf8.encode('Zażółć 会议 😀\n')],
    ['UTF-8 with a byte order mark', utf8.encode('\uFEFFZażółć 会议 😀\n')],
    ['UTF-16 LE', encodeUtf16('\uFEFFZażółć 会议 😀\n', 'little')],
    ['UTF-16 BE', encodeUtf16('\uFEFFZażółć 会议 😀\n', 'big')],
    ['UTF-16 LE without a mark', encodeUtf16('Zażółć 会议 😀\n', 'little')],
    ['UTF-16 BE without a mark', encodeUtf16('Zażółć 会议 😀\n', 'big')],
  ])('may be %s', async (_, bytes) => {
    await expect(read(bytes)).resolves.toEqual({
      text: 'Zażółć 会议 😀\n',
      format: 'plain-text',
      mediaType: 'text/plain',
      turns: [],
      pages: null,
      durationSeconds: null,
      warnings: [],
    });
  });

  it('gives the same text in UTF-16 of either byte order as in UTF-8', async () => {
    const text = string({ unit: 'grapheme' }).map((generated) => `a ${generated}`);
    await assert(
      asyncProperty(text, constantFrom('little', 'big'), async (content, byteOrder) => {
        const fromUtf8 = await read(content);

        const fromUtf16 = await read(encodeUtf16(`\uFEFF${content}`, byteOrder));

        expect(fromUtf16).toEqual(fromUtf8);
      }),
    );
  });

  it('is found by its NUL bytes where UTF-16 has no mark', async () => {
    const text = stringMatching(/^[A-Za-z][a-zżółć]{2,9}( [a-zé]{1,9}){1,20}\.\n$/);
    await assert(
      asyncProperty(text, constantFrom('little', 'big'), async (content, byteOrder) => {
        await expect(read(encodeUtf16(content, byteOrder))).resolves.toMatchObject({
          text: content,
        });
      }),
    );
  });

  it('is found by the line ends of a Chinese text', async () => {
    const text = '一九四九年\n一月一日\n第一次会议，一致通过。\n';

    await expect(read(encodeUtf16(text, 'little'))).resolves.toMatchObject({ text });
    await expect(read(encodeUtf16(text, 'big'))).resolves.toMatchObject({ text });
  });

  it.each([
    ['half a UTF-16 unit', 'UTF-16 LE', Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x42)],
    ['half a surrogate pair', 'UTF-16 BE', Uint8Array.of(0xfe, 0xff, 0xd8, 0, 0, 0x41)],
  ])('is refused where it is %s', async (_, encoding, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'INVALID_ENCODING',
      message: expect.stringContaining(`not valid ${encoding}`),
    });
  });

  it('leaves one kind of line end, no mark and no stray control character', async () => {
    await expect(
      read('a\r\nb\rc\fd\uFEFFe\u0007f\tg, ten words so that it is text'),
    ).resolves.toMatchObject({
      text: 'a\nb\nc\ndef\tg, ten words so that it is text',
    });
  });
});

describe('the format of a document', () => {
  it.each([
    ['text/vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hi'],
    ['text/vtt', 'WEBVTT - Board\r\n\r\n00:01.000 --> 00:02.000\r\nHi'],
    ['text/vtt', '\n\uFEFFWEBVTT Kind: captions\n\n00:01.000 --> 00:02.000\nHi'],
    ['text/markdown', '# Minutes\n\nAda came.'],
    ['text/markdown', '---\ntitle: Minutes\ntags:\n  - board\n---\n\nAda came.'],
    ['text/markdown', 'We met.\n\n| who | what |\n|---|---|\n| Ada | minutes |\n'],
    ['text/markdown', 'See [the minutes](https://example.com/minutes).'],
    ['text/markdown', '**Present**\n\n- Ada\n- Bo\n'],
    ['text/markdown', '<div align="center">\n\n# Minutes\n\n</div>'],
    ['text/plain', 'Minutes\n\nAda came.'],
    ['text/plain', 'Ada: Hi.\nBo: Hello.'],
    ['text/plain', '- Ada\n- Bo\n'],
    ['text/plain', 'We are #1, not #2 * 3 * 4.\nA -- B'],
    ['text/plain', 'WEBVTT is a format of captions.'],
    ['text/plain', 'WEBVTTER'],
  ])('is %s: %j', async (mediaType, content) => {
    await expect(read(content)).resolves.toMatchObject({ mediaType });
  });

  it.each([
    ['json', 'application/json', '{"a": 1}'],
    ['json', 'application/json', '\uFEFF\n[1,\n2]\n'],
    ['json-lines', 'application/jsonl', '{"a": 1}\n{"a": 2}\n'],
    [
      'html',
      'text/html',
      '<!-- saved -->\n<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<p>x',
    ],
    ['html', 'text/html', '<html lang="en"><body>x</body></html>'],
    [
      'html',
      'text/html',
      '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">x</html>',
    ],
    ['xml', 'application/xml', '<?xml version="1.0"?><a>x</a>'],
    ['xml', 'application/xml', '<a xml:lang="en" xmlns="http://www.w3.org/ns/x"><b>x</b></a>'],
    ['rtf', 'application/rtf', String.raw`{\rtf1\ansi Hi}`],
    ['subrip', 'application/x-subrip', '1\n00:00:01,000 --> 00:00:02,000\nHi'],
    ['subrip', 'application/x-subrip', '00:01.000 --> 00:02.000\nno signature'],
    [
      'mail',
      'message/rfc822',
      'Received: from a\n by b; Fri\nFrom: Ada <a@example.com>\nSubject: Hi\n\nHello',
    ],
    [
      'mailbox',
      'application/mbox',
      'From a@b Fri Dec 23 10:00:00 2022\nMessage-ID: <1@b>\nFrom: Ada\n\nHello\n\nFrom a@b Sat Dec 24 10:00:00 2022\nMessage-ID: <2@b>\nFrom: Ada\n\nHi again\n',
    ],
    ['csv', 'text/csv', 'name,age\nAda,36\nBo,40\n'],
    ['tsv', 'text/tab-separated-values', 'name\tage\nAda\t36\nBo\t40\n'],
    ['yaml', 'application/yaml', 'team:\n  - name: ada\n    age: 36\n'],
    [
      'whisper-json',
      'application/json',
      '{"text": "Hi", "segments": [{"id": 0, "start": 0, "end": 1.5, "text": "Hi"}]}',
    ],
  ])('is %s, %s: %j', async (format, mediaType, content) => {
    await expect(read(content)).resolves.toMatchObject({ format, mediaType });
  });

  it.each([
    '{not JSON} but a remark',
    '[1] A footnote.',
    '{"a": 1}\nis what they answered',
    '"quoted"',
    '42',
    '<Ada> hi\n<Bo> hello',
    'From: Ada\nTo: Bo\nDate: Monday\nSubject: Minutes\n\nWe met.',
    'Received: one letter.\n\nFrom whom is not known.',
    '1\nThe first of them came at 10:00 --> late',
  ])('is plain text although it resembles another: %j', async (content) => {
    await expect(read(content)).resolves.toMatchObject({ mediaType: 'text/plain', text: content });
  });

  it.each([
    ['gz (application/gzip)', [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]],
    [
      'a compound file that is no Office document',
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0],
    ],
    ['binary data', [0x61, 0, 0x62, 0x63, 0, 0, 1, 2, 3]],
    ['binary data', [0xef, 0xbb, 0xbf, 0x61, 0, 0x62]],
    ['binary data', [1, 2, 3, 4, 5, 6]],
    ['binary data', [0, 0, 0, 0]],
  ])('is %s, which is not read', async (found, bytes) => {
    await expect(read(Uint8Array.from(bytes))).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: expect.stringContaining(`looks like ${found}`),
    });
  });

  it.each([
    ['png', 1, [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]],
    ['jpeg', 1, [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]],
    ['tiff', null, [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0]],
  ])('is a scan where it is a picture: %s', async (format, pages, bytes) => {
    const reader = new SniffingDocumentReader();

    const reading = await reader.read({
      bytes: Uint8Array.from(bytes),
      password: null,
      member: [],
    });

    expect(reading).toEqual({
      kind: 'scan',
      scan: { format, mediaType: `image/${format}`, pages },
    });
  });

  it.each(['', ' \n\t\r\n\u00A0', '\uFEFF', '\u200B\n', '\uFEFFWEBVTT\n\n'])(
    'is none where there are no words: %j',
    async (content) => {
      await expect(read(content)).rejects.toMatchObject({ code: 'EMPTY_DOCUMENT' });
    },
  );

  it('is refused by name whatever the bytes are', async () => {
    await assert(
      asyncProperty(uint8Array({ minLength: 200, maxLength: 2000 }), async (bytes) => {
        const failure = await read(bytes).catch((error: unknown) => error);

        expect(failure).toBeInstanceOf(PipelineError);
      }),
    );
  });
});

function encodeUtf16(text: string, byteOrder: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(index * 2, text.charCodeAt(index), byteOrder === 'little');
  }
  return bytes;
}
