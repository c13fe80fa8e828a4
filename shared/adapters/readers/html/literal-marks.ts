const marks = '\\*_[]<>';

/** The first of 32 code points that Unicode keeps out of every text. */
const firstNoncharacter = 0xfdd0;

/**
 * Hides the marks of Markdown in words, so that no backslash is put before them: the text is read,
 * never rendered, and a quote must be found in it as people saw it.
 */
export function hideMarks(words: string): string {
  return words
    .replaceAll(/[\uFDD0-\uFDEF]/g, '')
    .replaceAll(/[\\*_[\]<>]/g, (mark) =>
      String.fromCharCode(firstNoncharacter + marks.indexOf(mark)),
    );
}

/** Puts back what `hideMarks` hid. */
export function restoreMarks(markdown: string): string {
  return markdown.replaceAll(/[\uFDD0-\uFDEF]/g, (hidden) =>
    marks.charAt(hidden.charCodeAt(0) - firstNoncharacter),
  );
}
