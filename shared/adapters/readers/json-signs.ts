/** Whether the whole text is one JSON object or array: a text that only begins with `{` is none. */
export function isJson(text: string): boolean {
  return /^[[{]/.test(text) && isContainer(text);
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
      if (!line.startsWith('{') || !isContainer(line)) return false;
      objects += 1;
    }
    start = end + 1;
  }
  return objects >= 2;
}

function isContainer(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
