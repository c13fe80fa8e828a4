/**
 * Longer JSON is not parsed only to tell what it is: its values can take 20 times its length, in
 * bytes.
 */
export const mostJsonCharacters = 32_000_000;

/** Whether it begins as an object or an array. */
export function startsAsJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** @returns `undefined` where the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether it is a JSON object. A schema would copy each of a million messages to tell. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
