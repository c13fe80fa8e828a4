import type * as z from 'zod';
import type { readerEnvironmentSchema } from '../shared/settings/reader-settings.ts';
import { type StackSettings } from './stack-settings.ts';

/**
 * What the handler itself takes, at most, in megabytes: its code, and five documents of the largest
 * size as bytes and as text.
 */
const handlerMemoryMb = 420;

/** The variables that limit what one document may take of a function with so much memory. */
export function readerEnvironment(
  settings: StackSettings,
  functionMemoryMb: number,
): z.input<typeof readerEnvironmentSchema> {
  return {
    READER_TIMEOUT_MS: settings.readerTimeoutMs.toString(),
    READER_MEMORY_MB: (functionMemoryMb - handlerMemoryMb).toString(),
    MAX_PAGES: settings.maxPages.toString(),
    MAX_CHARACTERS: settings.maxCharacters.toString(),
    MAX_EXPANDED_BYTES: settings.maxExpandedBytes.toString(),
    MAX_ARCHIVE_MEMBERS: settings.maxArchiveMembers.toString(),
    MAX_ARCHIVE_DEPTH: settings.maxArchiveDepth.toString(),
  };
}
