import { describe, expect, it } from 'vitest';
import { QuoteFinder } from '../../../../shared/extraction/grounding/quote-finder.ts';

/** The words of the text that a quote was found in, or `null`. */
function locate(text: string, quote: string): string | null {
  const range = new QuoteFinder(text).find(quote);
  return range === null ? null : text.slice(range.start, range.end);
}

describe('a quote that the document has', () => {
  it.each([
    ['as it stands', 'We agreed to close the pier.', 'agreed to close', 'agreed to close'],
    ['over a line break', 'to close\n  the pier', 'close the pier', 'close\n  the pier'],
    [
      'with spaces of other kinds',
      'at 10\u00A0000\u2009euros',
      'at 10 000 euros',
      'at 10\u00A0000\u2009euros',
    ],
    ['in other case', 'THE PIER IS CLOSED', 'The pier is closed', 'THE PIER IS CLOSED'],
    ['with a sharp s in capitals', 'HAUPTSTRASSE 5', 'Hauptstraße 5', 'HAUPTSTRASSE 5'],
    ['with a Greek sigma at the end', 'ΟΔΟΣ ΕΡΜΟΥ', 'οδος ερμου', 'ΟΔΟΣ ΕΡΜΟΥ'],
    ['with typographic quotes', 'the “old” pier', 'the "old" pier', 'the “old” pier'],
    ['with another apostrophe', 'the board’s pier', "the board's pier", 'the board’s pier'],
    ['with quotes of another kind', 'the „old“ pier', "the 'old' pier", 'the „old“ pier'],
    ['with another dash', 'closed – for good', 'closed - for good', 'closed – for good'],
    ['with a dash of two hyphens', 'closed -- for good', 'closed — for good', 'closed -- for good'],
    ['with another hyphen', 'a well‐known pier', 'a well-known pier', 'a well‐known pier'],
    ['with ligatures', 'the ﬁrst oﬃce', 'the first office', 'the ﬁrst oﬃce'],
    [
      'with accents of their own',
      'le cafe\u0301 ferme',
      'le caf\u00E9 ferme',
      'le cafe\u0301 ferme',
    ],
    ['in full-width letters', 'ＡＢＣ １２３', 'abc 123', 'ＡＢＣ １２３'],
    [
      'with a sign for an ellipsis',
      'the pier … is closed',
      'the pier ... is closed',
      'the pier … is closed',
    ],
    [
      'with soft hyphens',
      'the imple\u00ADmen\u00ADtation',
      'the implementation',
      'the imple\u00ADmen\u00ADtation',
    ],
    [
      'with what has no width',
      'the \u200Bpier\u2060 closes\uFEFF',
      'the pier closes',
      'the \u200Bpier\u2060 closes',
    ],
    [
      'with a word divided at a line end',
      'the imple-\nmentation',
      'the implementation',
      'the imple-\nmentation',
    ],
    [
      'with spaces behind that hyphen',
      'the imple- \n  mentation',
      'the implementation',
      'the imple- \n  mentation',
    ],
    [
      'divided by a soft hyphen',
      'the imple\u00AD\nmentation',
      'the implementation',
      'the imple\u00AD\nmentation',
    ],
    [
      'with a hyphen that ends a line',
      'a well-\nknown pier',
      'a well-known pier',
      'a well-\nknown pier',
    ],
    [
      'with a hyphen that waits for its word',
      'the pre-\nand post-war pier',
      'pre- and post-war',
      'pre-\nand post-war',
    ],
    ['with years at a line end', 'in 1990–\n1995 or so', 'in 1990-1995', 'in 1990–\n1995'],
    ['in Chinese over a line', '码头将于六月\n重新开放。', '六月重新开放', '六月\n重新开放'],
    ['in the middle of Chinese', '码头将于六月重新开放', '六月重新', '六月重新'],
    ['in the middle of Thai', 'ท่าเรือจะเปิดอีกครั้ง', 'จะเปิด', 'จะเปิด'],
    [
      'in Korean that was decomposed',
      '부두가 닫혔다'.normalize('NFD'),
      '부두가',
      '부두가'.normalize('NFD'),
    ],
    ['behind an elision', "pour l'hiver prochain", 'hiver prochain', 'hiver prochain'],
    [
      'between quotation marks of its own',
      'it is closed, he said',
      '"It is closed"',
      'it is closed',
    ],
    ['with an ellipsis at its ends', 'it is closed for good', '… is closed...', 'is closed'],
    ['with space around it', 'it is closed', '  is closed\n', 'is closed'],
    ['as one word among its like', 'nothing, no, none', 'no', 'no'],
    ['behind a hyphen', 'a well-known pier', 'known pier', 'known pier'],
    ['before a hyphen', 'a well-known pier', 'a Well', 'a well'],
    ['next to letters beyond the basic plane', '𝐀 𝐩𝐢𝐞𝐫 𝐜𝐥𝐨𝐬𝐞𝐬', 'pier', '𝐩𝐢𝐞𝐫'],
  ])('%s is found', (...[, text, quote, place]) => {
    expect(locate(text, quote)).toBe(place);
  });

  it('is taken at its first place', () => {
    expect(new QuoteFinder('closed. It is closed.').find('closed')).toEqual({ start: 0, end: 6 });
  });

  it('is taken where it stands as it was given before a place that only resembles it', () => {
    const text = 'THE PIER and the pier';

    expect(new QuoteFinder(text).find('the pier')).toEqual({ start: 13, end: 21 });
  });

  it('may have the head of a line that the model was shown', () => {
    const text = '[00:00:01] Ada: We close.\n[00:00:04] Bo: I agree.';

    expect(locate(text, 'Bo: I agree.')).toBe('Bo: I agree.');
  });
});

describe('a quote that the document does not have', () => {
  const text = 'We agreed to close the pier in June. The budget of 412,000 euros is not enough.';

  it.each([
    ['is made up', 'We agreed to sell the pier'],
    ['leaves a word out', 'agreed to close pier'],
    ['adds a word', 'agreed to close the old pier'],
    ['turns words round', 'the pier close'],
    ['is stitched without a sign', 'close the pier The budget'],
    ['is stitched with dots', 'close the pier ... The budget'],
    ['is stitched with an ellipsis', 'We agreed … in June'],
    ['ends inside a word', 'We agreed to clo'],
    ['begins inside a word', 'greed to close'],
    ['is part of a number', 'The budget of 412'],
    ['begins inside a number', '000 euros'],
    ['is empty', ''],
    ['is blank', ' \n '],
    ['has no letter or digit', '.'],
    ['has one letter', 'a'],
    ['has nothing that shows', '\u200B\u00AD'],
  ])('and that %s is not found', (_, quote) => {
    expect(locate(text, quote)).toBeNull();
  });

  it.each([
    ['a word in another', 'nothing', 'no'],
    ['"can" in "can\'t"', 'We can’t pay.', 'We can'],
    ['an accented letter without its accent', 'le cafe\u0301', 'le cafe'],
    ['part of a ligature', 'oﬃce', 'of'],
    ['a word without its hyphen on one line', 'They re-sign the contract', 'They resign'],
    ['a word with a hyphen that it has not', 'They resign', 'They re-sign'],
    ['two words for one with a hyphen', 'a well-known pier', 'a well known pier'],
    ['years run together', 'in 1990-\n1995', 'in 19901995'],
    ['a cut decimal number', 'it costs 3.5 euros', 'it costs 3'],
    [
      'words of two turns',
      '[00:00:01] Ada: We close.\n[00:00:04] Bo: I agree.',
      'We close. I agree.',
    ],
  ])('such as %s is not found', (_, document, quote) => {
    expect(locate(document, quote)).toBeNull();
  });
});
