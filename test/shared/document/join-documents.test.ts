import { array, assert, option, property, record, string, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentText } from '../../../shared/document/document-text.ts';
import { joinDocuments, type ReadMember } from '../../../shared/document/join-documents.ts';
import { arbitraryDocumentText, documentTextOf } from '../../builders/document-text.ts';

function member(key: string, text: DocumentText, title: string | null = null): ReadMember {
  return { key, title, version: `v1 of ${key}`, text };
}

function lasting(path: string, durationSeconds: number | null): ReadMember {
  return member(`members/${path}`, documentTextOf('x', { durationSeconds }));
}

const members = uniqueArray(
  record({
    key: string({ unit: 'grapheme', maxLength: 10 }).map((path) => `members/${path}.txt`),
    title: option(string({ unit: 'binary', minLength: 1, maxLength: 10 })),
    version: string(),
    text: arbitraryDocumentText(),
  }),
  { selector: ({ key }) => key, minLength: 1, maxLength: 5 },
);

/** The range that is the member's own text, without its heading and the gap behind it. */
function ownRange(joined: DocumentText, read: readonly ReadMember[], index: number) {
  const range = joined.members?.[index] ?? { start: 0, end: 0 };
  const gap = index + 1 < read.length ? '\n\n'.length : 0;
  const end = range.end - gap;
  return { start: end - (read[index]?.text.text.length ?? 0), end };
}

function movedBy<Range extends { readonly start: number; readonly end: number }>(
  by: number,
  range: Range,
): Range {
  return { ...range, start: range.start + by, end: range.end + by };
}

describe('several documents as one text', () => {
  it('stand in order, each below a heading that names it', () => {
    const {
      text,
      format,
      members: ranges,
    } = joinDocuments([
      member('members/q1/board.vtt', documentTextOf('We met.')),
      member('members/call.txt', documentTextOf('We called.'), 'The call'),
    ]);

    const mark = /mark ([0-9a-f]{16})\)/.exec(text)?.[1] ?? '';
    expect(text).toBe(
      `# q1/board.vtt (document 1 of 2, mark ${mark})\n\nWe met.\n\n` +
        `# The call (document 2 of 2, mark ${mark})\n\nWe called.`,
    );
    expect(format).toBe('documents');
    expect(ranges?.map(({ key, version }) => [key, version])).toEqual([
      ['members/q1/board.vtt', 'v1 of members/q1/board.vtt'],
      ['members/call.txt', 'v1 of members/call.txt'],
    ]);
  });

  it('give every character to exactly one of them', () => {
    assert(
      property(members, (read) => {
        const { text, members: ranges = [] } = joinDocuments(read);

        expect(ranges.map(({ key }) => key)).toEqual(read.map(({ key }) => key));
        expect(ranges.map(({ start }) => start)).toEqual([
          0,
          ...ranges.slice(0, -1).map(({ end }) => end),
        ]);
        expect(ranges.at(-1)?.end).toBe(text.length);
      }),
    );
  });

  it('keep their own texts, turns, captions and pages', () => {
    assert(
      property(members, (read) => {
        const joined = joinDocuments(read);

        for (const [index, { text: own }] of read.entries()) {
          const { start, end } = ownRange(joined, read, index);
          const isInside = (range: { start: number; end: number }) =>
            range.start >= start && range.end <= end;
          expect(joined.text.slice(start, end)).toBe(own.text);
          expect(joined.turns.filter(isInside)).toMatchObject(
            own.turns.map((turn) => ({
              ...movedBy(start, turn),
              cues: turn.cues.map((cue) => movedBy(start, cue)),
            })),
          );
          expect((joined.pages ?? []).filter(isInside)).toEqual(
            (own.pages ?? []).map((page) => movedBy(start, page)),
          );
        }
        expect(joined.turns).toHaveLength(read.flatMap(({ text }) => text.turns).length);
        expect(joined.pages === null).toBe(read.every(({ text }) => text.pages === null));
      }),
    );
  });

  it('cannot forge the heading of another', () => {
    assert(
      property(members, (read) => {
        const { text } = joinDocuments(read);

        const mark = / of \d+, mark ([0-9a-f]{16})\)\n/.exec(text)?.[1] ?? 'none';
        expect(text.split(`mark ${mark})`)).toHaveLength(read.length + 1);
        expect(read.some((one) => one.text.text.includes(mark))).toBe(false);
      }),
    );
  });

  it('last as long as all together, where that is known of all', () => {
    expect(joinDocuments([lasting('a', 60), lasting('b', 5.5)]).durationSeconds).toBe(65.5);
    expect(joinDocuments([lasting('a', 60), lasting('b', null)]).durationSeconds).toBeNull();
  });

  it('say whose a warning is', () => {
    const { warnings } = joinDocuments([
      member('members/a.csv', documentTextOf('x', { warnings: ['2 rows are uneven'] })),
      member('members/b.txt', documentTextOf('y')),
    ]);

    expect(warnings).toEqual(['a.csv: 2 rows are uneven']);
  });

  it('have names of one line, by which keys stay apart', () => {
    const keys = uniqueArray(
      array(
        string({ minLength: 1, maxLength: 3 }).filter((step) => /^[a-z0-9]+$/.test(step)),
        {
          minLength: 1,
          maxLength: 3,
        },
      ).map((steps) => `members/${steps.join('/')}`),
      { minLength: 1, maxLength: 5 },
    );
    assert(
      property(keys, (all) => {
        const { text } = joinDocuments(all.map((key) => member(key, documentTextOf(''))));

        const names = [...text.matchAll(/^# (.+) \(document /gm)].map(([, name = '']) => name);
        expect(new Set(names).size).toBe(all.length);
        expect(names.every((name, index) => all[index]?.endsWith(name))).toBe(true);
      }),
    );
    const { text } = joinDocuments([
      member('members/a', documentTextOf('x'), 'a\n\n# b\u{0}\u{D800}'),
    ]);
    expect(text).toMatch(/^# a # b \u{FFFD} \(document 1 of 1, mark/u);
  });
});
