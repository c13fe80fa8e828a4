import type { FormatInput, ReadText } from '../format-reader.ts';
import { asItStands } from './as-it-stands.ts';

/** JSON as it stands: names and nesting tell a model the structure. */
export const readJson = ({ text }: FormatInput): ReadText => asItStands(text);

/** JSON Lines as they stand; lines that are no JSON are kept, and counted in a warning. */
export const readJsonLines = ({ text }: FormatInput): ReadText => {
  let broken = 0;
  for (let start = 0; start < text.length;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(start, end);
    if (line.trim() !== '' && !isValid(line)) broken += 1;
    start = end + 1;
  }
  return asItStands(text, broken === 0 ? [] : [`lines that are not JSON: ${broken}`]);
};

function isValid(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
