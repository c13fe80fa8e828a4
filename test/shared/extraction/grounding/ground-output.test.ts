import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { quote } from '../../../../shared/analysis/quote.ts';
import { textOfCaptions } from '../../../../shared/document/captions.ts';
import type { DocumentText } from '../../../../shared/document/document-text.ts';
import {
  groundingWarnings,
  groundOutput,
} from '../../../../shared/extraction/grounding/ground-output.ts';
import { titleAnalysis } from '../../../builders/analysis.ts';
import { documentTextOf } from '../../../builders/document-text.ts';

const analysis = { schema: z.object({ quotes: z.array(quote()) }) };

const captions = textOfCaptions([
  { speaker: 'Ada', startSeconds: 1, endSeconds: 3, words: 'We should close' },
  { speaker: 'Ada', startSeconds: 61.2, endSeconds: 64, words: 'the pier in June.' },
  { speaker: 'Bo', startSeconds: 70, endSeconds: 72, words: 'I agree.' },
  { speaker: 'Ada', startSeconds: 75, endSeconds: 78, words: 'Then I will close the pier.' },
]);
const call = documentTextOf(captions.text, captions);

const ground = (document: DocumentText, ...quotes: string[]) =>
  groundOutput(analysis, { quotes }, document)?.quotes;

const warning = (...quotes: string[]) =>
  groundingWarnings(groundOutput(analysis, { quotes }, call));

describe('grounding an output', () => {
  it('tells verified quotes from others, and counts both', () => {
    const grounding = groundOutput(analysis, { quotes: ['I agree', 'I disagree'] }, call);

    expect(grounding).toMatchObject({
      verified: 1,
      unverified: 1,
      quotes: [{ path: '/quotes/0', verified: true, speaker: 'Bo' }, { verified: false }],
    });
    expect(grounding?.quotes[1]).toEqual({
      path: '/quotes/1',
      verified: false,
      start: null,
      end: null,
      page: null,
      speaker: null,
      timeSeconds: null,
      member: null,
    });
  });

  it('is null for an analysis without quotes', () => {
    expect(groundOutput(titleAnalysis, { title: 'We should close' }, call)).toBeNull();
  });

  it('has no quotes where the output has none', () => {
    const nothing = { verified: 0, unverified: 0, quotes: [] };

    expect(groundOutput(analysis, { quotes: [] }, call)).toEqual(nothing);
    expect(groundOutput(analysis, null, call)).toEqual(nothing);
  });

  it('gives the time of the caption that a quote begins in, not that of the turn', () => {
    expect(ground(call, 'the pier in June', 'should close the pier')).toMatchObject([
      { speaker: 'Ada', timeSeconds: 61.2 },
      { speaker: 'Ada', timeSeconds: 1 },
    ]);
  });

  it('takes the speaker of the turn where a quote begins with the head of its line', () => {
    expect(ground(call, 'Bo: I agree.')).toMatchObject([{ speaker: 'Bo', timeSeconds: 70 }]);
  });

  it('does not verify what two speakers said as one quote', () => {
    expect(ground(call, 'the pier in June. I agree.')).toMatchObject([{ verified: false }]);
  });

  it('takes the first of several places', () => {
    const [first] = ground(call, 'close the pier') ?? [];

    expect(call.text.slice(0, first?.start ?? 0)).toBe('[00:00:01] Ada: We should ');
  });

  it('says on which page and in which document of several a quote stands', () => {
    const text = 'The pier closes.\n\nIt opens in June.\n\nThe pier is old.';
    const range = (words: string) => ({
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
    });
    const document = documentTextOf(text, {
      pages: [
        { ...range('The pier closes.'), number: 1, label: null },
        { ...range('It opens in June.'), number: 2, label: null },
        { ...range('The pier is old.'), number: 1, label: null },
      ],
      members: [
        { start: 0, end: range('It opens in June.').end, key: 'inbox/a.pdf', version: '1' },
        { ...range('The pier is old.'), key: 'inbox/b.pdf', version: '1' },
      ],
    });

    expect(ground(document, 'opens in June', 'pier is old', 'closes. It opens')).toMatchObject([
      { page: 2, member: 'inbox/a.pdf' },
      { page: 1, member: 'inbox/b.pdf' },
      { page: 1, member: 'inbox/a.pdf' },
    ]);
  });
});

describe('the warning about quotes', () => {
  it('counts those that are not in the document', () => {
    expect(warning('I agree', 'I refuse', 'I object')).toEqual([
      '2 of 3 quotes are not in the document as the model gave them',
    ]);
    expect(warning('I agree', 'I refuse')).toEqual([
      '1 of 2 quotes is not in the document as the model gave it',
    ]);
  });

  it('is none where all of them are, or none was checked', () => {
    expect(warning('I agree')).toEqual([]);
    expect(groundingWarnings(null)).toEqual([]);
  });
});
