import type { ManifestMember } from './documents-manifest.ts';

/**
 * What each of several documents is called, on one line: its title, or its key without the folders
 * that all of them have in common.
 *
 * @returns one name per member, in their order
 */
export function memberNames(members: readonly ManifestMember[]): string[] {
  const ways = members.map(({ key }) => key.split('/'));
  const common = commonFolders(ways);
  return members.map(({ title }, index) =>
    onOneLine(title ?? ways[index]?.slice(common).join('/') ?? ''),
  );
}

/** How many folders all ways begin with. */
function commonFolders(ways: readonly (readonly string[])[]): number {
  const [first = []] = ways;
  const folders = ways.reduce((fewest, way) => Math.min(fewest, way.length - 1), first.length);
  const different = first.findIndex((step, depth) => ways.some((way) => way[depth] !== step));
  return different === -1 ? folders : Math.min(folders, different);
}

function onOneLine(name: string): string {
  return name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
