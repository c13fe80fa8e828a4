import { jsonrepair } from 'jsonrepair';

/**
 * The JSON text that was meant: comments, single quotes, trailing commas and the like are put right.
 *
 * `undefined` where the text ends inside a string or with brackets open: to close them would be to
 * pass a cut answer off as a whole one.
 */
export function parseNearJson(text: string): unknown {
  if (endsOpen(text)) return undefined;
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}

function endsOpen(text: string): boolean {
  let depth = 0;
  let quote: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote !== null) {
      if (character === '\\') index += 1;
      else if (character === quote) quote = null;
    } else if (character === '"') quote = character;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
  }
  return quote !== null || depth > 0;
}
