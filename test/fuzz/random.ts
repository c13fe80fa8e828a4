/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  readonly fraction: () => number;
  /** At least 0, below `limit`. */
  readonly below: (limit: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

/**
 * Mulberry32: enough for choosing mutations.
 *
 * @see https://github.com/cprosche/mulberry32
 */
export function randomFrom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e_37_79_b1);
  const fraction = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(fraction() * limit);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  };
  return { fraction, below, pick };
}
