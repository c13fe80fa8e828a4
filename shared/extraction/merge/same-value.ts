/** Whether a part that gives this value says nothing. */
export function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A text that is the same for values that say the same: properties in whatever order, texts whatever
 * their case, width and white space.
 */
export function identityOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string') return plain(part);
    if (!isObject(part)) return part;
    return Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1));
  });
}

/** By way of upper case, which makes one of ß and ss. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toUpperCase().toLowerCase();
}
