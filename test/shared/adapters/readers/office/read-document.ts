import type {
  FormatInput,
  FormatReader,
  ReadText,
} from '../../../../../shared/adapters/readers/format-reader.ts';
import { formatInput } from '../../../../builders/reading.ts';

/** Reads a document that has text. */
export async function readDocument(
  read: FormatReader,
  bytes: Uint8Array,
  parts: Partial<FormatInput> = {},
): Promise<ReadText> {
  const made = await read(formatInput(bytes, parts));
  if ('isScan' in made) throw new Error('expected text, found a scan');
  return made;
}

/** The text of each page, by its range. */
export function pageTexts({ text, pages }: ReadText): string[] {
  return (pages ?? []).map(({ start, end }) => text.slice(start, end).trim());
}
