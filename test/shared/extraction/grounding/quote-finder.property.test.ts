import {
  type Arbitrary,
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  property,
  record,
  string,
  stringMatching,
  uniqueArray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../../shared/extraction/grounding/fold-text.ts';
import { QuoteFinder } from '../../../../shared/extraction/grounding/quote-finder.ts';

const word = stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿﬁßŁżč]{2,9}$/u);
const separator = constantFrom(
  ' ',
  '\n',
  '  ',
  ', ',
  '. ',
  ' – ',
  ' "',
  '’ ',
  '; ',
  ' (',
  '-',
  '—',
);

/** Words of which no two fold to the same, and what stands between them. */
const pieces = uniqueArray(word, { minLength: 6, maxLength: 30, selector: folded })
  .chain((words) =>
    record({
      words: constant(words),
      separators: array(separator, { minLength: words.length, maxLength: words.length }),
      from: nat(words.length - 4),
      count: integer({ min: 3, max: words.length }),
    }),
  )
  .map(({ words, separators, from, count }) => {
    const to = Math.min(words.length, from + count);
    return {
      text: joined(words, separators),
      words: words.slice(from, to),
      separators: separators.slice(from, to),
    };
  });

/** Ways in which a model copies other than it reads. */
const perturbation = record({
  space: constantFrom(' ', '\n', '\u00A0', ' \n ', '\u2009'),
  quotationMark: constantFrom('"', '“', '”', '„', '«', "'"),
  apostrophe: constantFrom("'", '’', 'ʼ'),
  dash: constantFrom('-', '–', '—', '−'),
  isUpperCase: boolean(),
  isComposed: boolean(),
});

function joined(words: readonly string[], separators: readonly string[]): string {
  return words.map((one, index) => (index === 0 ? one : `${separators[index - 1]}${one}`)).join('');
}

function perturbed(quote: string, by: typeof perturbation extends Arbitrary<infer T> ? T : never) {
  const signs = quote
    .replaceAll(/\s+/g, by.space)
    .replaceAll('"', by.quotationMark)
    .replaceAll('’', by.apostrophe)
    .replaceAll(/[–—-]/g, by.dash);
  const letters = by.isUpperCase ? signs.toUpperCase() : signs.toLowerCase();
  return letters.normalize(by.isComposed ? 'NFC' : 'NFD');
}

function folded(text: string): string {
  return foldText(text).text.trim();
}

describe('whatever a document says', () => {
  it('a contiguous part of it is found, however it is spelled, and is what was quoted', () => {
    assert(
      property(pieces, perturbation, ({ text, words, separators }, by) => {
        const quote = perturbed(joined(words, separators), by);

        const range = new QuoteFinder(text).find(quote);

        expect(range).not.toBeNull();
        expect(folded(text.slice(range?.start, range?.end))).toBe(folded(quote));
      }),
      { numRuns: 500 },
    );
  });

  it('a part with another word in it is not found', () => {
    assert(
      property(pieces, perturbation, nat(), ({ text, words, separators }, by, random) => {
        const at = 1 + (random % (words.length - 1));
        const more = [...words.slice(0, at), 'x9y', ...words.slice(at)];

        const quote = perturbed(joined(more, [...separators, ' ']), by);

        expect(new QuoteFinder(text).find(quote)).toBeNull();
      }),
    );
  });

  it('a part with a word left out is not found', () => {
    assert(
      property(pieces, perturbation, nat(), ({ text, words, separators }, by, random) => {
        const at = 1 + (random % (words.length - 2));

        const quote = perturbed(joined(words.toSpliced(at, 1), separators.toSpliced(at, 1)), by);

        expect(new QuoteFinder(text).find(quote)).toBeNull();
      }),
    );
  });

  it('every range lies in the text and begins and ends at whole characters', () => {
    const anyText = string({ unit: 'grapheme', maxLength: 200 });

    assert(
      property(anyText, nat(199), nat(60), (text, from, length) => {
        const quote = text.slice(from, from + length).toWellFormed();

        const range = new QuoteFinder(text).find(quote);

        if (range === null) return;
        expect(0 <= range.start && range.start < range.end && range.end <= text.length).toBe(true);
        expect(text.slice(range.start, range.end).isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a folded text', () => {
  it('knows of each of its units where it comes from, in the order of the original', () => {
    const anyText = string({ unit: 'grapheme', maxLength: 300 });

    assert(
      property(anyText, (text) => {
        const { text: short, starts, ends, joints } = foldText(text);

        expect([starts.length, ends.length, joints.length]).toEqual(Array(3).fill(short.length));
        expect([...starts]).toEqual([...starts].toSorted((one, other) => one - other));
        expect([...ends].every((end, index) => (starts[index] ?? end) < end)).toBe(true);
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each(['ẞ', 'ΐ', 'ŉ', '½', 'ﷺ', '"a" – b', 'a -\n- b'])(
    'folds %j to what folds to itself',
    (text) => {
      const once = foldText(text).text;

      expect(foldText(once).text).toBe(once);
    },
  );

  it('folds to what folds to itself', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        const once = foldText(text).text;

        expect(foldText(once).text).toBe(once);
      }),
    );
  });
});
