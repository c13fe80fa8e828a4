import { parseJson } from './transcripts/parse-json.ts';

/** Whether parsed JSON is one object or array: a text that only begins with `{` is none. */
export function isContainer(json: unknown): boolean {
  return typeof json === 'object' && json !== null;
}

/** Whether the first lines are JSON objects, each one whole, and at least two. */
export function isJsonLines(text: string): boolean {
  if (!text.startsWith('{')) return false;

  let objects = 0;
  for (let start = 0; start < text.length && objects < 3;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(start, end).trim();
    if (line !== '') {
      if (!line.startsWith('{') || !isContainer(parseJson(line))) return false;
      objects += 1;
    }
    start = end + 1;
  }
  return objects >= 2;
}
