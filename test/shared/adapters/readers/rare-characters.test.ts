import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchFor } from '../../../../shared/adapters/readers/rare-characters.ts';

// oxlint-disable-next-line no-control-regex
const wanted = /[\0-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u200B\uD800-\uDFFF]/;
const isWanted = searchFor(wanted);

const mostlyOthers = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  { weight: 4, arbitrary: fc.integer({ min: 0x09, max: 0x0d }) },
  { weight: 4, arbitrary: fc.integer({ min: 0xa0, max: 0xac }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x100, max: 0x200a }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xff_ff }) },
);

describe('a search for rare characters', () => {
  it('finds what the regular expression finds, in any text', () => {
    fc.assert(
      fc.property(fc.array(mostlyOthers, { maxLength: 60 }), (codes) => {
        const text = String.fromCharCode(...codes);

        expect(isWanted(text)).toBe(wanted.test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds each character wherever it stands in a long text, of Latin-1 or not', () => {
    const codes = [...Array.from({ length: 0x120 }, (_, code) => code), 0x200b, 0xd800];
    const texts = codes.flatMap((code) =>
      ['', 'é'.repeat(1_000), 'ż'.repeat(1_000)].map(
        (before) => `${before}${String.fromCharCode(code)}${' y'.repeat(40)}`,
      ),
    );

    const found = texts.map(isWanted);

    expect(found).toEqual(texts.map((text) => wanted.test(text)));
  });
});
