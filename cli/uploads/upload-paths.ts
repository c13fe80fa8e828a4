import { basename, dirname, relative, resolve, sep } from 'node:path';

/**
 * What each file is called below its analysis's folder: its base name, or, where several files
 * share one, the path from the folder that they have in common.
 *
 * The answer has one path per file, in the order of the files.
 */
export function uploadPaths(files: readonly string[]): string[] {
  const paths = files.map((file) => resolve(file));
  return paths.map((path) => {
    const sameName = new Set(paths.filter((other) => basename(other) === basename(path)));
    if (sameName.size === 1) return basename(path);
    return relative(commonFolder([...sameName]), path)
      .split(sep)
      .join('/');
  });
}

function commonFolder(paths: readonly string[]): string {
  const [first = [], ...rest] = paths.map((path) => dirname(path).split(sep));
  const length = first.findIndex((part, index) => rest.some((other) => other[index] !== part));
  return (length === -1 ? first : first.slice(0, length)).join(sep) || sep;
}
