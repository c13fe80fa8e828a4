import { globSync } from 'node:fs';
import { readText, root } from './markdown.ts';

/**
 * Whether a test of this title stands in the sources, as they write it: with `%s` where it runs for
 * several values. A row of a table that is a whole title of its own counts too.
 */
export function testExists(title: string): boolean {
  titles ??= new Set(literals());
  return title.split(' ').length > 2 && titles.has(title);
}

let titles: ReadonlySet<string> | undefined;

/** The tests of the pages themselves are none that a page may name. */
function literals(): string[] {
  const files = globSync('test/**/*.test.ts', { cwd: root, exclude: ['test/docs/**'] });
  return files.flatMap((file) =>
    [...readText(file).matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)].map(
      ([, single, double]) => (single ?? double ?? '').replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
