import {
  type Arbitrary,
  array,
  assert,
  boolean,
  constantFrom,
  dictionary,
  jsonValue,
  nat,
  property,
  record,
  string,
  tuple,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonObject } from '../../../shared/extraction/find-json-object.ts';
import { nearJson, type Style } from '../../builders/near-json.ts';

/** As objects come back from JSON, to which minus zero is zero. */
const objects = dictionary(string(), jsonValue({ maxDepth: 4 }), { minKeys: 1 }).map(plain);

const nested = dictionary(string(), dictionary(string(), jsonValue()), { minKeys: 1 }).map(plain);

function plain(value: object): object {
  return Object(JSON.parse(JSON.stringify(value)));
}

/** Sentences with whatever quotes and blanks, but no brackets. */
const words = string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[{}[\],]/g, ''));

const spaces = array(constantFrom(' ', '\n', '\t')).map((blanks) => blanks.join(''));

const wrappings: Arbitrary<(text: string) => string> = tuple(
  words,
  spaces,
  constantFrom(['', ''], ['```\n', '\n```'], ['```json\n', '\n```'], ['[', ']']),
).map(
  ([around, blanks, [before, behind]]) =>
    (text) =>
      `${around}${blanks}${before}${text}${behind}${blanks}${around}`,
);

const styles: Arbitrary<Style> = record({
  quote: constantFrom('"', "'"),
  bareNames: boolean(),
  commaAtEnd: boolean(),
  rawBreaks: boolean(),
  python: boolean(),
  gap: constantFrom('', ' ', '\n  '),
});

/** What stands for things that were left out. */
const elisions = constantFrom(
  '...',
  '…',
  '/* and 298 more */',
  '// remaining 298 names\n',
  '# ...\n',
  'and 298 more',
  ',',
);

describe('finding the object in an answer', () => {
  it('finds any object whole, whatever fence, words and blanks stand around it', () => {
    assert(
      property(objects, wrappings, nat(3), (object, wrap, indent) => {
        const found = findJsonObject(wrap(JSON.stringify(object, null, indent)));

        expect(found).toEqual(object);
      }),
    );
  });

  it('finds nothing in an answer that was cut, wherever it was cut', () => {
    assert(
      property(nested, nat(), nat(2), (object, cut, indent) => {
        const text = JSON.stringify(object, null, indent);

        const found = findJsonObject(
          `Here:\n\`\`\`json\n${text.slice(0, cut % text.length)}\n\`\`\``,
        );

        expect(found).toBeUndefined();
      }),
    );
  });

  it('takes no object inside another for the answer where the outer one cannot be read', () => {
    assert(
      property(nested, elisions, (object, elision) => {
        const inner = JSON.stringify(object);

        expect(findJsonObject(`{"part": ${inner}, ${elision}}`)).toBeUndefined();
        expect(findJsonObject(`{"part": ${inner} "rest": []}`)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['on two lines', '{"rows":[1]}\n{"rows":[2]}'],
    ['in a list', '[{"rows":[1]},{"rows":[2]}]'],
    ['in a list beside something else', '["rows",{"rows":[2]}]'],
    ['in two fences', '```json\n{"rows":[1]}\n```\nand\n```json\n{"rows":[2]}\n```'],
    ['among words', 'First {"rows":[1]}, then {"rows":[2]}.'],
    ['of which one cannot be read', '{"rows":[1, ...]}\n{"rows":[2]}'],
    ['of which one is cut', '{"rows":[1]}\n{"rows":[2'],
    ['that are the halves of one closed too early', '{"part":{"rows":[1]}},"rows":[2]}'],
  ])('never chooses among several objects %s', (_where, answer) => {
    expect(findJsonObject(answer)).toBeUndefined();
  });

  it.each([
    ['brackets of a sentence', 'See [1], [Note: Fees] and {this}: {"rows":[1]}'],
    ['brackets too many at the end', '```\n{"rows":[1]}]}\n```'],
    ['a list around it', '[{"rows":[1]}]'],
  ])('finds the object in spite of %s', (_what, answer) => {
    expect(findJsonObject(answer)).toEqual({ rows: [1] });
  });
});

describe('putting small mistakes right', () => {
  it('loses nothing and invents nothing, at any depth', () => {
    assert(
      property(objects, styles, (object, style) => {
        expect(findJsonObject(nearJson(object, style))).toEqual(object);
      }),
    );
  });

  it('closes nothing, wherever the text was cut', () => {
    assert(
      property(nested, styles, nat(), (object, style, cut) => {
        const text = nearJson(object, style);

        expect(findJsonObject(text.slice(0, cut % text.length))).toBeUndefined();
      }),
    );
  });

  it('never passes over a sign that something was left out', () => {
    const lists = array(
      jsonValue({ maxDepth: 2 }).map((item) => plain([item])),
      { minLength: 1 },
    );
    assert(
      property(lists, elisions, nat(), (items, elision, place) => {
        const said: string[] = items.map((item) => JSON.stringify(item));
        const cut = said.toSpliced(place % (items.length + 1), 0, elision);

        expect(findJsonObject(`{"items": [${cut.join(', ')}]}`)).toBeUndefined();
        expect(
          findJsonObject(`{"items": [${said.join(', ')} ${elision}${elision}]}`),
        ).toBeUndefined();
      }),
    );
  });

  it.each([
    ['a string that is open', "{'rows':[{'id':1,'name':'a}]} and then it was cut h"],
    ['a missing value', '{"rows": , "total": 1}'],
    ['a comment, which may say what was left out', '{"rows": [1] /* and 298 more */}'],
    ['quotes that are not escaped', '{"rows": ["He said "yes", then "no""]}'],
    ['words without quotes', '{"rows": [Minutes of the board]}'],
    ['brackets of the wrong kind', '{"rows": [{"id": 1]}}'],
    ['a list of nothing but a comma', '{"rows": [,]}'],
  ])('does not guess at %s', (_what, answer) => {
    expect(findJsonObject(answer)).toBeUndefined();
  });

  it('reads signs that were escaped without need, and refuses letters that were', () => {
    expect(findJsonObject(String.raw`{"text": "it\'s a\_b \$5 \"c\" \\ \u00e9"}`)).toEqual({
      text: String.raw`it's a_b $5 "c" \ é`,
    });
    expect(findJsonObject(String.raw`{"text": "C:\Documents"}`)).toBeUndefined();
  });

  it('is soon done with an answer of 300,000 brackets, blanks or quotes', () => {
    for (const [open, filling, close] of [
      ['', '{', ''],
      ['{"a":[1,', ' ', ',]}'],
      ['{', "'", '}'],
      ['{', 'a', '}'],
      ['{"a":"', '\\n', '",}'],
    ]) {
      const answer = `${open}${filling?.repeat(300_000)}${close}`;

      expect(() => findJsonObject(answer)).not.toThrow();
    }
  });
});
