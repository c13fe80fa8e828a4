import { endOfBrackets } from './end-of-brackets.ts';

/**
 * The outermost pieces of a text that stand in braces or square brackets.
 *
 * `undefined` where a bracket is left open or closes what is not open, or where what was closed goes
 * on behind a comma: nobody can tell what was meant. Only brackets too many at the very end do no harm.
 */
export function bracketedIn(text: string): readonly string[] | undefined {
  const pieces: string[] = [];
  const brackets = /[{}[\]]/g;
  let end = 0;
  for (let found = brackets.exec(text); found !== null; found = brackets.exec(text)) {
    const start = found.index;
    if (found[0] === '}' || found[0] === ']') {
      return pieces.length === 1 && isLeftOver(text.slice(end)) ? pieces : undefined;
    }
    const pieceEnd = endOfBrackets(text, start);
    if (pieceEnd === undefined) return undefined;
    if (found[0] === '{' && goesOn(text.slice(pieceEnd))) return undefined;
    pieces.push(text.slice(start, pieceEnd));
    end = pieceEnd;
    brackets.lastIndex = pieceEnd;
  }
  return pieces;
}

function isLeftOver(rest: string): boolean {
  return /^[\s}\]`]*$/.test(rest);
}

/** An object that was closed too early, or one of several. */
function goesOn(rest: string): boolean {
  return /^\s*,\s*["'[{]/.test(rest);
}
