import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Public documents that lie beside the repository, where somebody put them; they are not ours. */
const folder = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));

/** Those of one kind; none where the folder is missing. */
export function neighbourFiles(extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name));
}
