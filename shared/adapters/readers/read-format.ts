import type { Reading } from '../../document/reading.ts';
import type { ReadLimits } from '../../document/read-limits.ts';
import { DocumentTooComplex } from '../../failure/document-errors.ts';
import type { FormatInput, ReadText } from './format-reader.ts';
import type { ReadableFormat } from './format.ts';
import { namedFailure } from './named-failure.ts';

/**
 * Reads a document whose format is known.
 *
 * @throws {PipelineError} whatever a reader throws is given a name
 */
export async function readFormat(
  { format, title, mediaType, load }: ReadableFormat,
  input: FormatInput,
): Promise<Reading> {
  const read = await load();
  try {
    const made = await read(input);
    if ('isScan' in made) return { kind: 'scan', scan: { format, mediaType, pages: made.pages } };
    refuseTooMuch(made, input.limits);
    return { kind: 'text', text: { ...made, format: made.format ?? format, mediaType } };
  } catch (error) {
    throw namedFailure(error, title);
  }
}

function refuseTooMuch({ text, pages }: ReadText, limits: ReadLimits): void {
  const { maximumCharacters, maximumPages } = limits;
  if (text.length > maximumCharacters) {
    throw new DocumentTooComplex(`more than ${maximumCharacters} characters`);
  }
  if (pages !== null && pages.length > maximumPages) {
    throw new DocumentTooComplex(`more than ${maximumPages} pages`);
  }
}
