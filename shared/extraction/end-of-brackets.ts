const closers = new Map([
  ['{', '}'],
  ['[', ']'],
]);

/**
 * The index behind the bracket that closes the one at `start`, brackets inside quoted strings not
 * counted; `undefined` where a bracket or a string is left open, or closed by one of another kind.
 */
export function endOfBrackets(text: string, start: number): number | undefined {
  const awaited: string[] = [];
  let before = '';
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    const closer = closers.get(character);
    if (closer !== undefined) awaited.push(closer);
    else if (character === '}' || character === ']') {
      if (awaited.pop() !== character) return undefined;
      if (awaited.length === 0) return index + 1;
    } else if (opensString(character, before)) index = endOfString(text, index);
    if (character.trim() !== '') before = character;
  }
  return undefined;
}

/** A quote elsewhere is an apostrophe, or a mistake that the parser finds. */
function opensString(character: string, before: string): boolean {
  return (character === '"' || character === "'") && /[{[,:]/.test(before);
}

/** The index of the quote that closes the one at `start`; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === quote) return index;
    if (character === '\\') index += 1;
  }
  return text.length;
}
