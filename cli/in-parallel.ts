/** Does `work` on every item, at most `limit` at a time, and answers in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const entries = items.entries();
  const workers = Array.from({ length: Math.min(limit, items.length) }, async () => {
    for (const [index, item] of entries) results.set(index, await work(item));
  });
  await Promise.all(workers);
  return [...results.entries()]
    .toSorted(([left], [right]) => left - right)
    .map(([, result]) => result);
}
