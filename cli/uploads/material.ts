import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { membersFolder } from '../../shared/document/upload-key.ts';
import { uploadPaths } from './upload-paths.ts';

/** A file that goes up for a manifest to list. */
export interface Material {
  readonly file: string;
  readonly key: string;
}

/**
 * Where files lie that are asked about together, each once, in their order.
 *
 * The folder is a hash of what they are called and contain: the same files are the same manifest
 * and so the same job, and no other run overwrites them before that job has read them.
 */
export async function materialOf(files: readonly string[]): Promise<Material[]> {
  const fileOfPath = new Map(
    uploadPaths(files).map((path, index) => [path, files[index] ?? path] as const),
  );
  const contents: string[] = [];
  for (const [path, file] of fileOfPath) contents.push(path, await hashOf(file));
  const folder = createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 16);
  return [...fileOfPath].map(([path, file]) => ({
    file,
    key: `${membersFolder}/${folder}/${path}`,
  }));
}

/** The manifest that lists them. */
export function manifestOf(material: readonly Material[]): Uint8Array {
  const documents = material.map(({ key }) => key);
  return new TextEncoder().encode(`${JSON.stringify({ documents }, null, 2)}\n`);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
