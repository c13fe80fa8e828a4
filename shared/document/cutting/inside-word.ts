/** No character that people see as one takes more code units, but for made-up ones. */
const longestCharacter = 64;

// A locale of its own choosing would make cuts differ from one machine to the next.
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last place up to `last` that lies between two characters as people see them, behind `start`. */
export function cutInsideWord(text: string, start: number, last: number): number {
  const offset = Math.max(start, last - longestCharacter);
  const view = text.slice(offset, last + longestCharacter);
  const before =
    offset + (characters.segment(view).containing(last - offset)?.index ?? view.length);
  if (before > start) return before;
  const splitsPair = isTrail(text.charCodeAt(last)) && isLead(text.charCodeAt(last - 1));
  if (!splitsPair) return last;
  return last - 1 > start ? last - 1 : last + 1;
}

function isLead(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isTrail(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
