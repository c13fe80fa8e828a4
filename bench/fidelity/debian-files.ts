import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { call, workFolder } from './tools.ts';

/** Files of a Debian package, by their paths below /usr/share. */
export interface DebianFiles {
  readonly package: string;
  readonly paths: readonly string[];
}

/**
 * Fetches a package and unpacks it without installing it; needs no rights.
 *
 * @returns where the files are, in the order of their paths
 */
export async function fetchFiles({ package: name, paths }: DebianFiles): Promise<string[]> {
  const folder = join(workFolder, name);
  if (!existsSync(folder)) {
    await call('apt-get', ['download', name]);
    const archive = readdirSync(workFolder).find((file) => file.startsWith(`${name}_`));
    if (archive === undefined) throw new Error(`apt-get downloaded no ${name}`);
    await call('dpkg', ['--extract', archive, folder]);
  }
  return paths.map((path) => unpack(join(folder, 'usr/share', path)));
}

function unpack(path: string): string {
  if (!path.endsWith('.gz')) return path;
  const plain = path.slice(0, -'.gz'.length);
  if (!existsSync(plain)) writeFileSync(plain, gunzipSync(readFileSync(path)));
  return plain;
}
