import {
  ERR_ENCRYPTED,
  ERR_INVALID_PASSWORD,
  Uint8ArrayWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import type { ReadLimits } from '../../../document/read-limits.ts';
import {
  DocumentDamaged,
  DocumentNotFound,
  PasswordRequired,
  PasswordWrong,
} from '../../../failure/document-errors.ts';
import { PipelineError } from '../../../failure/pipeline-error.ts';
import { readZipEntries } from './zip-entries.ts';

export interface MemberInput {
  readonly bytes: Uint8Array;
  /** As the archive's listing has it. */
  readonly path: string;
  readonly password: string | null;
  readonly limits: ReadLimits;
}

/**
 * Expands one file of a ZIP archive.
 *
 * @throws {DocumentNotFound} where the archive has no such file
 * @throws {PasswordRequired | PasswordWrong | DocumentDamaged | DocumentTooComplex}
 */
export async function readMember(input: MemberInput): Promise<Uint8Array> {
  const { bytes, path, password, limits } = input;
  const { documents } = await readZipEntries(bytes, limits);
  const entry = documents.get(path);
  if (entry === undefined) throw new DocumentNotFound();
  if (entry.encrypted && password === null) throw new PasswordRequired();
  try {
    // No more comes out than the directory says, which has been compared with the limit.
    return await entry.getData(new Uint8ArrayWriter(), {
      checkSignature: true,
      ...(entry.encrypted && password !== null ? { password } : {}),
    });
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown): PipelineError {
  if (error instanceof PipelineError) return error;
  const message = error instanceof Error ? error.message : '';
  if (message === ERR_ENCRYPTED) return new PasswordRequired();
  if (message === ERR_INVALID_PASSWORD) return new PasswordWrong();
  return new DocumentDamaged('ZIP archive');
}
