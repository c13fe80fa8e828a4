import { basename, extname } from 'node:path';
import {
  isDocumentsManifest,
  manifestExtension,
} from '../../shared/document/documents-manifest.ts';
import { CommandError } from '../command-error.ts';

/** Options of the commands that take several files as one document. */
export interface TogetherOptions {
  readonly together: boolean;
  readonly name?: string;
}

/**
 * What several files are called as one document: `board.documents.json`.
 *
 * @returns `undefined` where each file is a document of its own
 * @throws {CommandError} where the options or the files do not go together
 */
export function togetherPath(
  files: readonly string[],
  { together, name }: TogetherOptions,
): string | undefined {
  if (!together) {
    if (name !== undefined) throw new CommandError('--name needs --together');
    return undefined;
  }
  const manifest = files.find(isDocumentsManifest);
  if (manifest !== undefined) {
    throw new CommandError(`a manifest lists no other: ${manifest} cannot be put --together`);
  }
  if (name !== undefined && !/^[^/\p{Cc}]+$/u.test(name)) {
    throw new CommandError(`--name is ${JSON.stringify(name)}; expected a name without "/"`);
  }
  const [first = ''] = files;
  return (
    (name ?? basename(first, extname(first))).replace(manifestExtension, '') + manifestExtension
  );
}
