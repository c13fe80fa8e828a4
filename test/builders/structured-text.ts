import { constantFrom, array, integer, oneof, record, string, type Arbitrary } from 'fast-check';
import { textOfCaptions } from '../../shared/document/captions.ts';
import type { DocumentText } from '../../shared/document/document-text.ts';
import { documentTextOf } from './document-text.ts';

/** A transcript in which every speaker says some words, five seconds apart. */
export function transcript(said: readonly { speaker: string; words: string }[]): DocumentText {
  const captions = said.map(({ speaker, words }, index) => ({
    speaker,
    words,
    startSeconds: index * 5,
    endSeconds: index * 5 + 4,
  }));
  return documentTextOf('', textOfCaptions(captions));
}

const word = oneof(
  constantFrom(
    'one',
    'Two',
    'wharf',
    'Überraschung',
    'zażółć',
    '🧑‍🚀',
    '𠮷野',
    '会议',
    'supercalifragilistic',
  ),
  string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
);
const gap = constantFrom(
  ' ',
  ' ',
  ' ',
  '. ',
  '! ',
  '\n',
  '\n\n',
  '\n\n\n',
  ' \n\t\n ',
  '\n# ',
  '\n## ',
  '\n| ',
  '\n- ',
  '。',
  '',
);

/** Text of words, sentences, lines, headings, rows and paragraphs in any order. */
export const structuredText: Arbitrary<string> = array(record({ word, gap }), {
  maxLength: 120,
}).map((pieces) => pieces.map((piece) => piece.word + piece.gap).join(''));

/** A transcript of a few speakers, with short turns and long ones. */
export const anyTranscript: Arbitrary<DocumentText> = array(
  record({ speaker: constantFrom('Ada', 'Odo', 'Li'), words: integer({ min: 1, max: 40 }) }),
  { minLength: 1, maxLength: 30 },
).map((turns) =>
  transcript(
    turns.map(({ speaker, words }) => ({
      speaker,
      words: Array.from(
        { length: words },
        (_, index) => `word${index}${index % 7 === 6 ? '.' : ''}`,
      ).join(' '),
    })),
  ),
);
