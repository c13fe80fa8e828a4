import type { JsonObject } from './asking.ts';
import { bracketedIn } from './bracketed-in.ts';
import { isObject } from './is-object.ts';
import { parseNearJson } from './parse-near-json.ts';

/**
 * Finds the one JSON object in an answer, whatever words or fences stand around it; small mistakes
 * in it are put right. A list that holds nothing but the object is taken for it.
 *
 * `undefined` where there is none, where there are several, or where a part of the answer is cut or
 * cannot be read: to choose a part would be to lose the rest. An object inside another is never the
 * answer.
 */
export function findJsonObject(answer: string): JsonObject | undefined {
  const meant = bracketedIn(answer)?.flatMap(meantBy) ?? [];
  const [only] = meant;
  return meant.length === 1 && isObject(only) ? only : undefined;
}

/** What a piece in brackets says; nothing where the brackets are those of a sentence. */
function meantBy(piece: string): unknown[] {
  const value = parseStrictly(piece) ?? parseNearJson(piece);
  if (isObject(value)) return [value];
  if (Array.isArray(value) && value.some(isObject)) return value;
  return isSentence(piece) ? [] : [undefined];
}

function parseStrictly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `{this}` or `[see page 3: Fees]`, but not an object that cannot be read. */
function isSentence(piece: string): boolean {
  return !piece.includes('{') || !piece.includes(':');
}
