/** How items are told apart, and how many of those that one part gives more than once stay. */
export interface Deduplication {
  /** A text that is the same for items that are the same. */
  readonly identity: (item: unknown) => string;
  /** `of-one-part`: as many as the part has that has most of them; `all`: those of every part. */
  readonly repeated: 'of-one-part' | 'all';
}

/**
 * Puts the lists of parts one after the other and leaves out what repeats another part. Items that
 * are the same within one part are no repetition: a single part's list stays as it is.
 *
 * Of the items that are the same, those of the part that has most of them stay; of equals the first.
 */
export function deduplicate(
  lists: readonly (readonly unknown[])[],
  { identity, repeated }: Deduplication,
): unknown[] {
  const keyed = lists.map((list) => list.map((item) => ({ item, key: identity(item) })));
  const most = new Map<string, { readonly part: number; readonly count: number }>();
  for (const [part, list] of keyed.entries()) {
    for (const [key, count] of countsOf(list)) {
      if (count > (most.get(key)?.count ?? 0)) most.set(key, { part, count });
    }
  }
  const stays = (key: string, part: number): boolean => {
    const of = most.get(key);
    return of?.part === part || (repeated === 'all' && (of?.count ?? 0) > 1);
  };
  return keyed.flatMap((list, part) =>
    list.filter(({ key }) => stays(key, part)).map(({ item }) => item),
  );
}

function countsOf(list: readonly { readonly key: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of list) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
