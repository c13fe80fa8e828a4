/**
 * A string, a comma before a closing bracket that follows something, a name without quotes, or a
 * word of Python's. Strings come first, so that nothing inside them is taken for the others.
 */
const tokens =
  /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|,(?<![[{,]\s*,)(?=\s*[\]}])|(?<![\p{L}\p{N}_$-])[\p{L}_$][\p{L}\p{N}_$-]*(?=\s*:)|\b(?:True|False|None)\b/gu;

const pythonWords = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

/**
 * Reads JSON with mistakes that have one meaning only: single quotes, names without quotes, commas
 * before a closing bracket, line breaks and needless backslashes in strings, and Python's words.
 *
 * `undefined` for everything else. Whatever may stand for something left out (an ellipsis, a comment,
 * nothing between two commas, words without quotes, an open bracket) is never skipped or closed.
 */
export function parseNearJson(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll(tokens, asJson));
  } catch {
    return undefined;
  }
}

function asJson(token: string, double?: string, single?: string): string {
  const body = double ?? single;
  if (body !== undefined) return `"${asStringBody(body)}"`;
  if (token === ',') return '';
  return pythonWords.get(token) ?? JSON.stringify(token);
}

/** Escapes what JSON wants escaped, and leaves a sign alone that was escaped without need. */
function asStringBody(body: string): string {
  return body.replaceAll(
    /\\["\\/bfnrtu]|\\([^\p{L}\p{N}])|["\p{Cc}]/gu,
    (found: string, needless?: string) => {
      if (needless === undefined && found.startsWith('\\')) return found;
      return JSON.stringify(needless ?? found).slice(1, -1);
    },
  );
}
