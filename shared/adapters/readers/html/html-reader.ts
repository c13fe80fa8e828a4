import { htmlToMarkdown } from '@mdream/js/core';
import { EmptyDocument } from '../../../failure/document-errors.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { hasWords } from '../has-words.ts';
import { seenText } from './invisible-characters.ts';
import { restoreMarks } from './literal-marks.ts';
import { readingHook } from './reading-hook.ts';

/** Elements that Markdown has no mark for: the library would leave their tags in the text. */
const plainElements = {
  dl: { enter: '', exit: '' },
  dt: 'p',
  dd: 'p',
  details: 'div',
  summary: 'p',
  ins: { enter: '', exit: '' },
  mark: { enter: '', exit: '' },
};

/** Any of them, or what only begins like one: with them, the library takes longer for every tag. */
const hasPlainElement = /<\/?(?:d[dlt]|details|summary|ins|mark)/i;

/**
 * Reads a page as Markdown: its title, headings, lists, tables and links.
 *
 * What a browser does not show is left out, so that nothing speaks to the model that people cannot
 * see: scripts, styles, templates, comments and hidden elements. What only a style sheet hides is
 * not recognized.
 *
 * @throws {EmptyDocument} where the page shows no words
 * @throws {DocumentTooComplex} where the text would be far longer than one document's may be
 */
export const readHtml = ({ text, limits }: Pick<FormatInput, 'text' | 'limits'>): ReadText => {
  const { hook, hiddenElements } = readingHook(limits.maximumCharacters);
  const markdown = htmlToMarkdown(text, {
    ...(hasPlainElement.test(text) && { plugins: { tagOverrides: plainElements } }),
    hooks: [hook],
  });

  // The brackets of words are hidden here, so these are of pictures, whose address was taken.
  const shown = seenText(restoreMarks(markdown.replaceAll(']()', ']'))).trim();
  if (!hasWords(shown)) throw new EmptyDocument();

  const hidden = hiddenElements();
  const warnings = hidden === 0 ? [] : [`left out ${hidden} elements that the page hides`];
  return { text: shown, turns: [], pages: null, durationSeconds: null, warnings };
};
