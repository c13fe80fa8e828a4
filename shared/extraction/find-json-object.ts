import type { JsonObject } from './asking.ts';
import { parseNearJson } from './parse-near-json.ts';

/**
 * Finds the JSON object in an answer: the whole of it, the first fenced block, or the first object
 * among other words; where none of them parses, the same once more with small mistakes put right.
 * `undefined` where there is none.
 */
export function findJsonObject(answer: string): JsonObject | undefined {
  return findWith(parseStrictly, answer) ?? findWith(parseNearJson, answer);
}

type Parse = (text: string) => unknown;

function parseStrictly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findWith(parse: Parse, answer: string): JsonObject | undefined {
  const fenced = /```[a-zA-Z]*\s*\n([\s\S]*?)\n\s*```/.exec(answer)?.[1];
  return (
    objectIn(answer, parse) ??
    (fenced === undefined ? undefined : objectIn(fenced, parse)) ??
    firstObjectIn(answer, parse)
  );
}

function objectIn(text: string, parse: Parse): JsonObject | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  const value = parse(text);
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Words around an object may hold braces of their own, so a few starting points are tried. */
const startsTried = 20;

function firstObjectIn(text: string, parse: Parse): JsonObject | undefined {
  let start = text.indexOf('{');
  for (let tried = 0; start !== -1 && tried < startsTried; tried += 1) {
    const end = endOfObject(text, start);
    const found = end === undefined ? undefined : objectIn(text.slice(start, end), parse);
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
