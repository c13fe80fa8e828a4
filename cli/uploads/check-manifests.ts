import { readFile } from 'node:fs/promises';
import { isDocumentsManifest, parseManifest } from '../../shared/document/documents-manifest.ts';
import { ManifestInvalid } from '../../shared/failure/manifest-errors.ts';
import { CommandError } from '../command-error.ts';

/** @throws {CommandError} where a file is called a manifest and cannot be followed as one */
export async function checkManifests(files: readonly string[]): Promise<void> {
  for (const file of files.filter(isDocumentsManifest)) {
    const bytes = await readFile(file);
    try {
      // How many documents it may list is for the deployment to say.
      parseManifest(bytes, Infinity);
    } catch (error) {
      if (!(error instanceof ManifestInvalid)) throw error;
      throw new CommandError(`${file}: ${error.message}`, { cause: error });
    }
  }
}
