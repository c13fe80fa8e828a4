/**
 * Puts partial outputs that follow each other into groups that fit one request each, as few as
 * filling them in order makes. What was merged of the groups can be grouped again, until one is left.
 *
 * Every group holds at least two, but for the last, whose only one needs no merging.
 *
 * @param fits whether a group fits one request; not asked about fewer than two
 * @returns `null` where it meets two that follow each other and do not fit
 */
export function groupPartials<Partial>(
  partials: readonly Partial[],
  fits: (group: readonly Partial[]) => boolean,
): readonly (readonly Partial[])[] | null {
  const groups: Partial[][] = [];
  for (const partial of partials) {
    const group = groups.at(-1);
    if (group !== undefined && fits([...group, partial])) group.push(partial);
    else if (group?.length === 1) return null;
    else groups.push([partial]);
  }
  return groups;
}
