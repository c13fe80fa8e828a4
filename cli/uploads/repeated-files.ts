import { resolve } from 'node:path';

/** A line for each file that is named more than once, however it is spelled. */
export function repetitionNotes(files: readonly string[]): string[] {
  const groups = [...Map.groupBy(files, (file) => resolve(file)).values()];
  return groups.flatMap((named) =>
    named.length > 1 ? [`${named[0]} is named ${named.length} times and is uploaded once`] : [],
  );
}
