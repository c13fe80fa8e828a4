import type { Cell } from './page-rows.ts';
import type { Segment } from './page-segments.ts';
import { isDivided, openAtHyphen } from './line-end-hyphens.ts';

/** Further apart than this many sizes of the font, lines are of different paragraphs. */
const widestLineGap = 1.75;

/** Some twenty letters, in sizes of the font. */
const narrowestProse = 10;

/** Lines before and after that tell how wide the text is set. */
const linesAround = 4;

const bullet = /^[•◦▪▫‣●○■□∙·\uF0B7\uF0A7]\s*/u;
const listItem = /^(?:[-–—*]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s)/u;

const sentenceEnd = /[.:;!?。:;!?]["'”’»)\]]*$/u;

/** Scripts that are written without spaces between words. */
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3001-\u303F\uFF00-\uFF60]/u;

/**
 * Renders lines as paragraphs, headings and items of lists.
 *
 * A line is joined to the one before where that had no room for its first word; where it had, its
 * end was meant.
 *
 * @param bodySize of the font that most of the document is set in, in points
 */
export function textOfCell(cell: Cell, bodySize: number): string {
  // Parts, because looking at the end of a text that grows copies it every time.
  const parts: string[] = [];
  let last: Segment | null = null;
  for (const [index, line] of cell.lines.entries()) {
    const marked = markOf(line, bodySize);
    if (last === null) parts.push(marked);
    else if (!isNear(last, line) || isOtherHeading(last, line, bodySize))
      parts.push('\n\n', marked);
    else if (!isHeading(line, bodySize) && !isForcedBreak(last, line, edgeAt(cell, index))) {
      parts.push(isIndented(last, line) ? '\n\n' : '\n', marked);
    } else if (isDivided(last.text, line.text)) {
      parts.push(openAtHyphen(parts.pop() ?? ''), line.text);
    } else parts.push(areWithoutSpaces(last.text, line.text) ? '' : ' ', line.text);
    last = line;
  }
  return parts.join('');
}

function isNear(last: Segment, line: Segment): boolean {
  return line.y - last.y < widestLineGap * Math.max(last.size, line.size);
}

/** Whether a heading begins or ends between the lines. */
function isOtherHeading(last: Segment, line: Segment, bodySize: number): boolean {
  const isLastHeading = isHeading(last, bodySize);
  if (isLastHeading !== isHeading(line, bodySize)) return true;
  return isLastHeading && Math.abs(last.size - line.size) > 0.5;
}

/** Whether the line broke because the next word had no room. */
function isForcedBreak(last: Segment, line: Segment, edge: number): boolean {
  if (bullet.test(line.text) || listItem.test(line.text) || isIndented(last, line)) return false;
  const words = line.text.length;
  const firstWord = line.text.indexOf(' ');
  const letters = withoutSpaces.test(line.text.charAt(0)) ? 2 : firstWord < 0 ? words : firstWord;
  const wordWidth = ((line.right - line.left) * (letters + 1)) / Math.max(words, 1);
  if (isDivided(last.text, line.text)) return true;
  // What is narrow may be a list of words: there only a small letter tells that the line goes on.
  const isNarrow = edge - last.left < narrowestProse * line.size;
  if (isNarrow && !/^\p{Ll}/u.test(line.text) && !areWithoutSpaces(last.text, line.text))
    return false;
  const room = edge - last.right;
  const isNearlyFull = room < 0.2 * (edge - last.left) && !sentenceEnd.test(last.text);
  return isNearlyFull || wordWidth > room - 0.2 * line.size;
}

/**
 * How far lines around this one reach to the right: a box inside the text may be narrower. Looks at
 * a few lines on either side, so that a long column costs no more than its length.
 */
function edgeAt({ lines, right }: Cell, index: number): number {
  const around = lines.slice(Math.max(0, index - linesAround), index + linesAround);
  return around.length < 4
    ? right
    : around.reduce((edge, line) => Math.max(edge, line.right), -Infinity);
}

/** The first line of a paragraph, set in from the one before. */
function isIndented(last: Segment, line: Segment): boolean {
  const indent = line.left - last.left;
  return indent > 0.8 * line.size && !bullet.test(last.text) && !listItem.test(last.text);
}

function areWithoutSpaces(text: string, next: string): boolean {
  return withoutSpaces.test(text.slice(-1)) && withoutSpaces.test(next.charAt(0));
}

function isHeading({ text, size }: Segment, bodySize: number): boolean {
  return size > 1.15 * bodySize && text.length > 1 && text.length < 200 && /\p{L}{2}/u.test(text);
}

function markOf(line: Segment, bodySize: number): string {
  if (!isHeading(line, bodySize)) return line.text.replace(bullet, '- ');
  const ratio = line.size / bodySize;
  if (ratio > 1.7) return `# ${line.text}`;
  return `${ratio > 1.35 ? '##' : '###'} ${line.text}`;
}
