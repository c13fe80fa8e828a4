import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../shared/adapters/readers/decode-text.ts';
import { InvalidEncoding } from '../../../../shared/failure/document-errors.ts';
import { encodeIso2022Jp, encodeLegacy } from './encode-legacy.ts';

const polish = 'Szanowni Państwo, proszę o zajęcie miejsc. Źródło: komisja śledcza, pięć minut.';
const russian = 'Добрый день, коллеги. Сегодня мы обсудим бюджет на следующий год.';
const greek = 'Καλημέρα σας, ευχαριστώ που ήρθατε σήμερα στη συνάντηση για το σχέδιο.';
const hebrew = 'שלום לכולם, תודה שבאתם היום לפגישה. נדבר על התקציב של השנה הבאה.';
const japanese = '皆さん、おはようございます。今日は来年の予算について話し合います。';
const turkish = 'Günaydın, bugünkü toplantıya hoş geldiniz. Şimdi bütçeyi görüşeceğiz.';
const french = '“Où est la réunion ?” — l’équipe était déjà prête à présenter le café.';

const sentences: readonly (readonly [encoding: string, text: string])[] = [
  ['windows-1250', polish],
  ['iso-8859-2', polish],
  ['windows-1250', 'Dobrý den, dnes se sejdeme v šest hodin. Žádné změny rozpočtu nečekáme.'],
  ['windows-1251', russian],
  ['windows-1251', 'Ada: Добрый день, коллеги.'],
  ['koi8-r', russian],
  ['windows-1250', 'Mają rację, są tam od rana i proszą o pomoc. To trudna sprawa.'],
  ['iso-8859-2', 'Mają rację, są tam od rana i proszą o pomoc. To trudna sprawa.'],
  ['iso-8859-2', 'Dobrý den, dnes se sejdeme v šest hodin. Žádné změny rozpočtu nečekáme.'],
  ['iso-8859-7', greek],
  ['windows-1253', 'Άλλα θέματα: ο Άγγελος ευχαρίστησε όλους και έκλεισε τη συνάντηση.'],
  ['iso-8859-7', 'Άλλα θέματα: ο Άγγελος ευχαρίστησε όλους και έκλεισε τη συνάντηση.'],
  ['iso-8859-8', hebrew],
  ['windows-1256', 'مرحبا بكم جميعا، شكرا لحضوركم اليوم إلى الاجتماع. سنتحدث عن الميزانية.'],
  ['windows-1256', 'Ada: مرحبا بكم جميعا، شكرا لكم.'],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['euc-kr', '안녕하세요, 여러분. 오늘 회의에 참석해 주셔서 감사합니다.'],
  ['gb18030', '大家好，感谢各位今天来参加会议。我们将讨论明年的预算和工作计划。'],
  ['big5', '大家好，感謝各位今天來參加會議。我們將討論明年的預算和工作計畫。'],
  ['windows-1252', french],
  ['iso-8859-1', 'Die Sitzung beginnt um neun. Wir müssen über die Pläne für später sprechen.'],
  ['iso-8859-1', 'We met at the café.'],
  ['iso-8859-9', turkish],
];

describe('a document in an encoding from before Unicode', () => {
  it.each(sentences)('is read where it is %s: %s', async (encoding, text) => {
    const document = `${text}\n${text}\n`;

    const decoded = await decodeText(encodeLegacy(document, encoding));

    expect(decoded?.text).toBe(document);
    expect(decoded?.warnings).toEqual([
      `decoded as ${decoded?.encoding}: the document does not say so, its bytes look like it`,
    ]);
  });

  it('is read where it is ISO-2022-JP, whose bytes are all ASCII', async () => {
    const decoded = await decodeText(encodeIso2022Jp(`Ada: ${japanese}\n`));

    expect(decoded).toMatchObject({ text: `Ada: ${japanese}\n`, encoding: 'iso-2022-jp' });
  });

  it('shows its language although a long English part comes first', async () => {
    const text = `${'We met at ten and spoke of money.\n'.repeat(5_000)}${russian}\n`;

    const decoded = await decodeText(encodeLegacy(text, 'windows-1251'));

    expect(decoded).toMatchObject({ text, encoding: 'windows-1251' });
  });

  it('is not taken for UTF-8 that is cut off where only the last letter tells', async () => {
    const decoded = await decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9));

    expect(decoded).toMatchObject({ text: 'café', encoding: 'windows-1252' });
  });

  it.each([
    ['<?xml version="1.0" encoding="ISO-8859-2"?>', 'iso-8859-2'],
    ['<!DOCTYPE html>\n<meta charset=windows-1250>', 'windows-1250'],
  ])('is read as it declares, without a warning: %s', async (head, encoding) => {
    const text = `${head}<p>ą</p>`;

    const decoded = await decodeText(encodeLegacy(text, encoding));

    expect(decoded).toEqual({ text, encoding, warnings: [] });
  });
});

describe('Unicode', () => {
  it('with a stray NUL is not taken for UTF-16: the NUL is left out, and that is said', async () => {
    const lines = 'Hello there, this is a line.\n'.repeat(200);

    for (const bytes of [`${lines}\0more\n`, `${lines}\0\0`, 'a,b\n1,2\0\n'.padEnd(400, 'x')]) {
      const decoded = await decodeText(new TextEncoder().encode(bytes));

      expect(decoded).toMatchObject({ encoding: 'utf-8', text: bytes.replaceAll('\0', '') });
      expect(decoded?.warnings).toHaveLength(1);
    }
  });

  it('in UTF-8 with a few bad bytes keeps everything else, and says so', async () => {
    const [head, tail] = [`${polish}\nZa`, `łatwione. ${polish}\n`].map(utf8);

    const decoded = await decodeText(joined(head, [0xff], tail));

    expect(decoded).toEqual({
      text: `${polish}\nZa\uFFFDłatwione. ${polish}\n`,
      encoding: 'utf-8',
      warnings: ['some bytes are not valid UTF-8 and are read as U+FFFD'],
    });
  });

  it('in UTF-8 that is cut off inside a character is read up to there', async () => {
    const decoded = await decodeText(joined(utf8(polish), [0xe4, 0xbc]));

    expect(decoded).toMatchObject({ text: `${polish}\uFFFD`, encoding: 'utf-8' });
  });

  it.each([
    ['UTF-8', [0xef, 0xbb, 0xbf, 0x61, 0xe9]],
    ['UTF-16 LE', [0xff, 0xfe, 0x41, 0, 0x42]],
    ['UTF-16 BE', [0xfe, 0xff, 0xd8, 0, 0, 0x41]],
  ])('that a mark announces as %s has to be valid', async (title, bytes) => {
    await expect(decodeText(Uint8Array.from(bytes))).rejects.toMatchObject({
      code: 'INVALID_ENCODING',
      message: expect.stringContaining(`not valid ${title}`),
    });
  });

  it('never leaves a byte order mark, nor a warning', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (generated) => {
        const text = `a ${generated}`;

        const decoded = await decodeText(utf8(`\uFEFF${text}`));

        expect(decoded).toEqual(await decodeText(utf8(text)));
        expect(decoded?.text).not.toContain('\uFEFF');
        expect(decoded?.warnings).toEqual([]);
      }),
    );
  });
});

describe('bytes that are no text', () => {
  it.each([
    ['a NUL in UTF-8', [0xef, 0xbb, 0xbf, 0x61, 0, 0x62]],
    ['control characters', [1, 2, 3, 4, 5, 6]],
    ['control characters and high bytes', [0xe9, 0x02, 0xff, 0x1f, 0x80]],
  ])('are not decoded: %s', async (_, bytes) => {
    await expect(decodeText(Uint8Array.from(bytes))).resolves.toBeNull();
  });

  it('never end in anything but a text, none, or a named failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const outcome = await decodeText(bytes).then(
          (decoded) => decoded?.encoding ?? 'no text',
          (error: unknown) => error,
        );

        expect(typeof outcome === 'string' || outcome instanceof InvalidEncoding).toBe(true);
      }),
    );
  });
});

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function joined(...parts: readonly (Iterable<number> | undefined)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part ?? [])));
}
