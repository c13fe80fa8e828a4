/**
 * Does `work` on every item, at most `limit` at a time, and answers in the order of the items. When
 * one fails, nothing more is begun.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const entries = inTurn(items);
  const workers = Array.from({ length: Math.min(limit, items.length) }, async () => {
    for (const [index, item] of entries) results.set(index, await work(item));
  });
  await Promise.all(workers);
  return [...results.entries()]
    .toSorted(([left], [right]) => left - right)
    .map(([, result]) => result);
}

/**
 * A loop that fails closes a generator for all loops over it; an array's own iterator goes on.
 *
 * @yields each item with its index
 */
function* inTurn<Item>(items: readonly Item[]): Generator<[number, Item]> {
  yield* items.entries();
}
