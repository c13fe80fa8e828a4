import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../../shared/adapters/readers/html/html-reader.ts';
import { defaultReadLimits as limits } from '../../../../../shared/document/read-limits.ts';
import { PipelineError } from '../../../../../shared/failure/pipeline-error.ts';

const read = (text: string): string => readHtml({ text, limits }).text;

/** Whatever ends in a text or a named failure. */
function outcome(html: string): string | PipelineError {
  try {
    return read(html);
  } catch (error) {
    if (error instanceof PipelineError) return error;
    throw error;
  }
}

const tagNames = [
  'p',
  'div',
  'table',
  'tr',
  'td',
  'ul',
  'li',
  'a',
  'b',
  'h1',
  'pre',
  'svg',
  'math',
  'blockquote',
  'img',
  'br',
  'select',
  'option',
  'details',
  'caption',
];
const pieces = fc.oneof(
  fc.constantFrom(...tagNames.flatMap((name) => [`<${name}>`, `</${name}>`, `<${name} `])),
  fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    '&#',
    '&#xD800;',
    '&lt;',
    '<!--',
    '-->',
    '<![CDATA[',
    '\0',
    '\uD800',
    '`',
    '|',
    '\\',
    ']()',
    '\uFDD1',
    ' hidden',
    ' colspan=99',
  ),
  fc.string(),
);

describe('hostile HTML', () => {
  it('ends in a well-formed text or a named failure', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const found = outcome(parts.join(''));

        expect(typeof found === 'string' ? found.isWellFormed() : found.code).toBeTruthy();
      }),
    );
  });

  it('never brings the content of a script into the text', () => {
    const elements = fc.constantFrom(...tagNames.flatMap((name) => [`<${name}>`, `</${name}>`]));
    const around = fc.array(fc.oneof(elements, fc.constantFrom('a', 'b ', '&amp;')), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(around, around, (before, after) => {
        const page = `${before.join('')}<script>SECRET</script>${after.join('')}`;

        expect(String(outcome(page))).not.toMatch(/SECRET|<script/);
      }),
    );
  });

  it.each([
    ['elements', '<div>', '</div>'],
    ['quotations', '<blockquote>', '<br>y'],
    ['lists', '<ul><li>', '<p>y'],
    ['numbered lists', '<ol start=999999999><li>', '<br>y'],
    ['items', '<li>', '<p>y'],
    ['quotations in lists', '<blockquote><ul><li>', '<br>y'],
    ['tables', '<table><tr><td>', '</table>'],
    ['bold words', '<b>', '</b>'],
    ['elements that never end', '<b ', ''],
    ['hidden elements', '<p>a</p><div hidden>', '</div>'],
  ])('takes no more time and text than it has, with %s 100,000 deep', (_, open, close) => {
    const page = `<p>x</p>${open.repeat(100_000)}y${close.repeat(100_000)}`;
    const start = performance.now();

    const text = String(outcome(page));

    expect(text.length).toBeLessThan(page.length * 8);
    // Two orders of magnitude above what it takes.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('is refused where cells are repeated past the limit', () => {
    const page = `<table>${'<tr><td colspan=64>x'.repeat(2_000)}`;

    expect(() =>
      readHtml({ text: page, limits: { ...limits, maximumCharacters: 100_000 } }),
    ).toThrow(expect.objectContaining({ code: 'DOCUMENT_TOO_COMPLEX' }));
  });
});
