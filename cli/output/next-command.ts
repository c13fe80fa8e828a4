/** Where a command that is printed has to look. */
export interface Place {
  readonly data?: string | undefined;
  readonly stack?: string | undefined;
}

/** The options that a printed command needs, to work at the same place as this one; with a space before. */
export function samePlace({ data, stack }: Place): string {
  if (stack !== undefined) return ` --stack ${quoted(stack)}`;
  return data === undefined ? '' : ` --data ${quoted(data)}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
