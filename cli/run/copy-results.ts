import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AnalysedDocument } from './analyse-files.ts';

/** Writes each envelope to `<folder>/<path>.json`, as the one line that the bucket holds. */
export async function copyResults(
  analysed: readonly Pick<AnalysedDocument, 'path' | 'envelope'>[],
  folder: string,
): Promise<void> {
  for (const { path, envelope } of analysed) {
    const target = join(folder, `${path}.json`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, `${JSON.stringify(envelope)}\n`);
  }
}
