import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** `file:///var/task/chunks/handler/chunk-ABC.mjs:1:234`, on Lambda and locally. */
const bundledPosition = /[^\s()]*?\/((?:chunks\/[\w-]+\/)?[\w-]+\.mjs):(\d+):(\d+)/g;

/**
 * Puts source positions in place of a stack's bundled ones. Deployed functions carry no source
 * maps: they made a cold start 12 % longer and the package twice as large. The build is
 * deterministic, so the maps of the deployed commit come from building it again.
 *
 * @param folder the function's bundle with its maps, `dist/<name>`
 */
export async function readStack(stack: string, folder: string): Promise<string> {
  const positions = [...stack.matchAll(bundledPosition)];
  const files = [...new Set(positions.map(([, file = '']) => file))];
  const maps = new Map(
    await Promise.all(files.map(async (file) => [file, await mapOf(join(folder, file))] as const)),
  );
  return stack.replaceAll(
    bundledPosition,
    (position, ...[file = '', line, column]: string[]) =>
      originalOf(maps.get(file), { line: Number(line), column: Number(column) }) ?? position,
  );
}

async function mapOf(file: string): Promise<SourceMap | undefined> {
  const map = await readFile(`${file}.map`, 'utf8').catch(() => undefined);
  return map === undefined ? undefined : new SourceMap(JSON.parse(map));
}

function originalOf(
  map: SourceMap | undefined,
  position: { readonly line: number; readonly column: number },
): string | undefined {
  const origin = map?.findOrigin(position.line, position.column);
  if (origin === undefined || !('fileName' in origin)) return undefined;
  const { fileName, lineNumber, columnNumber } = origin;
  return `${fileName.replace(/^(\.\.\/)+/, '')}:${lineNumber}:${columnNumber}`;
}

if (import.meta.main) {
  const [name = 'worker'] = process.argv.slice(2);
  const folder = fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
  process.stdout.write(await readStack(await text(process.stdin), folder));
}
