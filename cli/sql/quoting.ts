/** A name in SQL, whatever is in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL, whatever is in it. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
