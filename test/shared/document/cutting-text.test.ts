import { existsSync, readFileSync } from 'node:fs';
import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from '../../../shared/document/cut-text.ts';
import type { DocumentText } from '../../../shared/document/document-text.ts';
import type { Range } from '../../../shared/document/range.ts';
import { estimateTokens } from '../../../shared/extraction/estimate-tokens.ts';
import { documentTextOf } from '../../builders/document-text.ts';
import { anyTranscript, structuredText, transcript } from '../../builders/structured-text.ts';

const characters = (text: string): number => text.length;

function wholeOf({ text }: DocumentText): Range {
  return { start: 0, end: text.length };
}

function cut(
  document: DocumentText,
  maximumTokens: number,
  tokensOf: (text: string) => number = characters,
): string[] {
  return cutText(document, wholeOf(document), { maximumTokens, tokensOf }).map(({ start, end }) =>
    document.text.slice(start, end),
  );
}

/** Of white space between two words of the texts. */
const longestGap = 8;

/** The runs without white space that a cut at a position would cut. */
function wordAround(text: string, position: number): string {
  return (
    (/\S*$/.exec(text.slice(0, position))?.[0] ?? '') +
    (/^\S*/.exec(text.slice(position))?.[0] ?? '')
  );
}

describe('cutting a document into parts', () => {
  it('covers every character exactly once, whatever the text', () => {
    assert(
      property(structuredText, integer({ min: 1, max: 200 }), (text, limit) => {
        const parts = cut(documentTextOf(text), limit, estimateTokens);

        expect(parts.join('')).toBe(text);
        expect(parts.filter((part) => part === '')).toEqual([]);
      }),
    );
  });

  it('covers exactly the range that it was given', () => {
    assert(
      property(
        structuredText,
        integer({ min: 0, max: 50 }),
        integer({ min: 1, max: 90 }),
        (text, start, limit) => {
          const range = { start: Math.min(start, text.length), end: text.length };
          const document = documentTextOf(text);

          const parts = cutText(document, range, { maximumTokens: limit, tokensOf: characters });

          const ends = parts.map(({ end }) => end);
          expect(parts.map((part) => part.start)).toEqual(
            parts.length === 0 ? [] : [range.start, ...ends.slice(0, -1)],
          );
          expect(ends.at(-1) ?? range.start).toBe(range.end);
        },
      ),
    );
  });

  it('keeps every part within the limit, by a measure that counts characters or estimates tokens', () => {
    assert(
      property(structuredText, integer({ min: 4, max: 200 }), (text, limit) => {
        for (const tokensOf of [characters, estimateTokens]) {
          const parts = cut(documentTextOf(text), limit, tokensOf);

          expect(parts.filter((part) => tokensOf(part) > limit)).toEqual([]);
        }
      }),
    );
  });

  it('cuts a word only where it is longer than the limit, or in a script without spaces', () => {
    assert(
      property(structuredText, integer({ min: 20, max: 200 }), (untrimmed, limit) => {
        const text = untrimmed.trim();
        const parts = cutText(
          documentTextOf(text),
          { start: 0, end: text.length },
          { maximumTokens: limit, tokensOf: characters },
        );

        const cutWords = parts.slice(1).map(({ start }) => wordAround(text, start));
        const unspaced = /[\p{Script=Han}。]/u;
        expect(
          cutWords.filter((word, index) => {
            const begins = /^\s|^$/.test(text[(parts[index + 1]?.start ?? 0) - 1] ?? '');
            return !begins && word.length + longestGap <= limit && !unspaced.test(word);
          }),
        ).toEqual([]);
      }),
    );
  });

  it('begins every part but the first with content', () => {
    assert(
      property(structuredText, integer({ min: 30, max: 200 }), (text, limit) => {
        const parts = cut(documentTextOf(text), limit);

        expect(parts.slice(1).filter((part) => /^\s/.test(part))).toEqual([]);
      }),
    );
  });

  it('never leaves half a character, even of a word of nothing but emoji', () => {
    assert(
      property(structuredText, integer({ min: 2, max: 9 }), (text, limit) => {
        const parts = cut(documentTextOf(`${text}${'🏔'.repeat(40)}`.toWellFormed()), limit);

        expect(parts.filter((part) => !part.isWellFormed())).toEqual([]);
      }),
    );
  });

  it('keeps together what people see as one character', () => {
    const family = '👩‍👩‍👧‍👦';

    const parts = cut(documentTextOf(family.repeat(20)), 30);

    expect(parts.filter((part) => part.length % family.length !== 0)).toEqual([]);
  });

  it('never cuts a turn that fits, with its time and its speaker', () => {
    assert(
      property(anyTranscript, integer({ min: 60, max: 900 }), (document, limit) => {
        const parts = cutText(document, wholeOf(document), {
          maximumTokens: limit,
          tokensOf: characters,
        });

        const lines = new Set([
          0,
          ...[...document.text.matchAll(/\n/g)].map(({ index }) => index + 1),
        ]);
        const within = parts.filter(({ start }) => {
          const turn = document.turns.find((one) => start > one.start && start < one.end);
          return turn === undefined
            ? !lines.has(start)
            : turn.end - document.text.lastIndexOf('\n', turn.start) < limit;
        });
        expect(within).toEqual([]);
      }),
    );
  });

  it('cuts a turn that is too long by itself where a sentence of it ends', () => {
    const words = 'The pier was closed for the whole winter. '.repeat(20).trim();
    const document = transcript([
      { speaker: 'Ada', words: 'Shall we begin?' },
      { speaker: 'Odo', words },
    ]);

    const parts = cut(document, 200);

    expect(parts.slice(1).filter((part) => !part.startsWith('The pier'))).toEqual([]);
    expect(parts[0]).toContain('] Odo: The pier');
  });

  it('makes the same parts of the same document', () => {
    assert(
      property(anyTranscript, integer({ min: 5, max: 300 }), (document, limit) => {
        expect(cut(document, limit)).toEqual(cut({ ...document }, limit));
      }),
    );
  });

  it('makes parts of about the same length instead of full ones and a rest', () => {
    const parts = cut(documentTextOf('A sentence of some length. '.repeat(41).trim()), 1_000);

    expect(parts.map(({ length }) => length)).toEqual([540, 566]);
  });

  it('leaves a document whole that fits, and has no part for an empty one', () => {
    expect(cut(documentTextOf('all of it\n\nfits'), 15)).toEqual(['all of it\n\nfits']);
    expect(cut(documentTextOf(''), 15)).toEqual([]);
  });
});

describe('the place of a cut', () => {
  const sentence = 'Some words of a sentence. ';
  const filler = (characterCount: number): string =>
    sentence
      .repeat(Math.ceil(characterCount / sentence.length))
      .slice(0, characterCount)
      .trimEnd();

  it.each([
    [
      'a first heading before a second',
      `${filler(70)}\n\n## Second\n\n${filler(20)}\n\n# First\n\n`,
    ],
    ['a heading before a paragraph', `${filler(80)}\n\n# First\n\n${filler(20)}\n\n`],
    ['a paragraph before a line of a list', `${filler(80)}\n- an item\n\n`],
    ['a row of a table before a sentence', `${filler(80)} One. Two.\n`],
    ['a sentence before a line', `${filler(80)} and\nthen. `],
  ])('is %s', (name, before) => {
    const after = {
      'a first heading before a second': '# First',
      'a heading before a paragraph': '# First',
      'a row of a table before a sentence': '| cell |',
    }[name];
    const start = after === '# First' ? before.indexOf('# First') : before.length;
    const text = `${before}${after === '| cell |' ? after : ''}${filler(110)}`;

    const [, second] = cutText(
      documentTextOf(text),
      { start: 0, end: text.length },
      { maximumTokens: 160, tokensOf: characters },
    );

    expect(second?.start).toBe(start);
  });

  it('is where a page or one of several documents begins, before any heading', () => {
    const text = `${filler(90)}\n\n${filler(30)}\n\n# Heading\n\n${filler(60)}`;
    const page = text.indexOf('\n\n');
    const ranges = [
      { start: 0, end: page },
      { start: page, end: text.length },
    ];
    const pages = ranges.map(({ start, end }, index) => ({
      start,
      end,
      number: index + 1,
      label: null,
    }));
    const members = ranges.map(({ start, end }) => ({
      start,
      end,
      key: 'inbox/a/b.txt',
      version: 'v',
    }));

    for (const more of [{ pages }, { members }]) {
      const [, second] = cut(documentTextOf(text, more), 160);
      expect(second).toBe(text.slice(page + 2));
    }
  });

  it('is no place between a heading and what it heads', () => {
    const text = `${filler(80)}\n\n# Heading\n\n${filler(50)}\n\n${filler(40)}`;

    const parts = cut(documentTextOf(text), 160);

    expect(parts.some((part) => /# Heading\s*$/.test(part))).toBe(false);
  });

  it('lies between words in a script without spaces', () => {
    const text = '我们今天讨论图书馆搬迁的计划'.repeat(30);

    const parts = cut(documentTextOf(text), 100);

    const words = new Intl.Segmenter('en', { granularity: 'word' });
    const starts = new Set([...words.segment(text)].map(({ index }) => index));
    let at = 0;
    for (const part of parts) {
      expect(starts.has(at)).toBe(true);
      at += part.length;
    }
  });

  it('does not take the number of an item or an abbreviation for a sentence', () => {
    const text = `${filler(80)}\n12. Measure the pier approx. five times and then again. ${filler(90)}`;

    const parts = cut(documentTextOf(text), 160);

    expect(parts.filter((part) => /^(?:Measure|five)/.test(part))).toEqual([]);
  });
});

const folder = new URL('../../../../shared/corpora/', import.meta.url);

describe.skipIf(!existsSync(folder))(
  'cutting public documents (skipped where ../shared/corpora is missing)',
  () => {
    it.each([
      'usdoj-chapter13-trustee-handbook-2012.txt',
      'btc-covenants-2021-11-05.zh.md',
      'openjs-cpc-2025-09-30.md',
      'parlamint-pl-senat-2020-01-17.txt',
    ])('%s loses nothing and is cut at the end of a line or a sentence', (file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');

      const parts = cut(documentTextOf(text), 2_000, estimateTokens);

      expect(parts.join('')).toBe(text);
      expect(parts.filter((part) => estimateTokens(part) > 2_000)).toEqual([]);
      expect(
        parts.slice(0, -1).filter((part) => !/(?:[.!?…。？！]["'”’»）」]?\s*|\n\s*)$/.test(part)),
      ).toEqual([]);
      expect(parts.length).toBeLessThan((estimateTokens(text) / 2_000) * 1.4 + 1);
    });
  },
);
