/**
 * Finds the JSON object in an answer: the whole of it, the first fenced block, or the first
 * object among other words. `undefined` where there is none that parses.
 *
 * Nothing is repaired here: what does not parse is not completed.
 */
export function findJsonObject(answer: string): Record<string, unknown> | undefined {
  const whole = parseObject(answer);
  if (whole !== undefined) return whole;

  const fenced = /```[a-zA-Z]*\s*\n([\s\S]*?)\n\s*```/.exec(answer)?.[1];
  const inFence = fenced === undefined ? undefined : parseObject(fenced);
  return inFence ?? firstObjectIn(answer);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Words around an object may hold braces of their own, so a few starting points are tried. */
const startsTried = 20;

function firstObjectIn(text: string): Record<string, unknown> | undefined {
  let start = text.indexOf('{');
  for (let tried = 0; start !== -1 && tried < startsTried; tried += 1) {
    const end = endOfObject(text, start);
    const found = end === undefined ? undefined : parseObject(text.slice(start, end));
    if (found !== undefined) return found;
    start = text.indexOf('{', start + 1);
  }
  return undefined;
}

/** The index behind the brace that closes the one at `start`, strings skipped. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}
