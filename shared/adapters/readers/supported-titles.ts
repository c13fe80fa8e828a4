import { binaryFormats } from './binary-formats.ts';
import { textFormats } from './text-formats.ts';

/** The formats that are read, as people say them, in alphabetical order. */
export function supportedTitles(): string[] {
  const readable = [...textFormats, ...binaryFormats].filter(({ load }) => load !== null);
  return [...new Set(['ZIP archive', ...readable.map(({ title }) => title)])].toSorted((a, b) =>
    a.localeCompare(b, 'en'),
  );
}
