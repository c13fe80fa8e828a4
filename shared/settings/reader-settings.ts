import * as z from 'zod';
import type { ReadLimits } from '../document/read-limits.ts';
import { type Environment, positiveInteger } from './environment.ts';

/** How much one document may take. */
export const readerEnvironmentSchema = z.object({
  /** Of the process that reads, in milliseconds. */
  READER_TIMEOUT_MS: positiveInteger,
  /** Resident memory of the process that reads, in megabytes of a million bytes. */
  READER_MEMORY_MB: positiveInteger,
  /** Pages, slides or sheets. */
  MAX_PAGES: positiveInteger,
  /** Of the text, in UTF-16 code units. */
  MAX_CHARACTERS: positiveInteger,
  /** What may come out of anything compressed. */
  MAX_EXPANDED_BYTES: positiveInteger,
  /** Files of an archive, attachments of a mail, mails of a mailbox. */
  MAX_ARCHIVE_MEMBERS: positiveInteger,
  /** How deep archives may lie in archives, and attachments in mails. */
  MAX_ARCHIVE_DEPTH: positiveInteger,
});

/** The limits as readers have them. */
export function readLimitsOf(settings: z.output<typeof readerEnvironmentSchema>): ReadLimits {
  return {
    maximumPages: settings.MAX_PAGES,
    maximumCharacters: settings.MAX_CHARACTERS,
    maximumExpandedBytes: settings.MAX_EXPANDED_BYTES,
    maximumMembers: settings.MAX_ARCHIVE_MEMBERS,
    maximumDepth: settings.MAX_ARCHIVE_DEPTH,
    timeoutMs: settings.READER_TIMEOUT_MS,
    maximumMemoryBytes: settings.READER_MEMORY_MB * 1_000_000,
  };
}

/**
 * All that the process that reads gets of the environment: where Node's own libraries lie. Keys,
 * credentials and names of ours are none of its business.
 */
export function readerChildEnvironment(
  environment: Environment = process.env,
): Readonly<Record<string, string>> {
  const { LD_LIBRARY_PATH } = environment;
  return LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH };
}
