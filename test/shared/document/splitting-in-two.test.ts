import { assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentText } from '../../../shared/document/document-text.ts';
import { shortestSplit, splitInTwo } from '../../../shared/document/split-in-two.ts';
import { estimateTokens } from '../../../shared/extraction/estimate-tokens.ts';
import { documentTextOf } from '../../builders/document-text.ts';
import { structuredText, transcript } from '../../builders/structured-text.ts';

/** How the second half of a document begins. */
function secondHalfOf(document: DocumentText): string {
  const range = { start: 0, end: document.text.length };
  const halves = splitInTwo(document, range, estimateTokens);
  return document.text.slice(halves?.[1].start).slice(0, 16);
}

describe('splitting a part whose answer did not fit', () => {
  it('makes two parts of all of it, none empty, or none at all', () => {
    assert(
      property(structuredText, (text) => {
        const range = { start: 0, end: text.length };

        const halves = splitInTwo(documentTextOf(text), range, estimateTokens);

        if (halves === null) return;
        const [one, two] = halves;
        expect([one.start, one.end, two.end]).toEqual([0, two.start, text.length]);
        expect(text.slice(one.start, one.end).trim()).not.toBe('');
        expect(text.slice(two.start, two.end).trim()).not.toBe('');
      }),
    );
  });

  it('splits at the heading near the middle rather than in the exact middle', () => {
    const text = `${'Some words here. '.repeat(40)}\n\n# Second\n\n${'Other words there. '.repeat(50)}`;

    const halves = splitInTwo(documentTextOf(text), { start: 0, end: text.length }, estimateTokens);

    expect(halves?.[1].start).toBe(text.indexOf('# Second'));
  });

  it('splits between turns as long as no half is a tenth of it, else in a turn', () => {
    const short = { speaker: 'Ada', words: 'Yes, it is so.' };
    const long = { speaker: 'Odo', words: 'We moved the books at last. '.repeat(30).trim() };

    expect(secondHalfOf(transcript([long, { ...long, speaker: 'Li' }]))).toBe('[00:00:05] Li: W');
    expect(secondHalfOf(transcript([short, long]))).toBe('We moved the boo');
  });

  it('splits nothing that is too short, and no single word', () => {
    const short = 'word '.repeat(shortestSplit / 5 - 1);
    const word = 'x'.repeat(2 * shortestSplit);

    for (const text of [short, word, ` ${word}\n\n`]) {
      const range = { start: 0, end: text.length };
      expect(splitInTwo(documentTextOf(text), range, estimateTokens)).toBeNull();
    }
  });

  it('comes to an end, whatever is split again and again', () => {
    assert(
      property(structuredText, (text) => {
        const document = documentTextOf(text.repeat(20));
        const queue = [{ start: 0, end: document.text.length }];
        let splits = 0;

        for (let range = queue.pop(); range !== undefined; range = queue.pop()) {
          const halves = splitInTwo(document, range, estimateTokens);
          if (halves !== null) queue.push(...halves);
          splits += 1;
        }

        expect(splits).toBeLessThanOrEqual(2 * document.text.length + 1);
      }),
      { numRuns: 20 },
    );
  });
});
