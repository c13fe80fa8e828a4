/** Where in a schema a value is being made. */
export interface Place {
  /** The name of the nearest property, which hints at what belongs there. */
  readonly name: string;
  readonly depth: number;
  /** Definitions that this place lies in, once for each time. */
  readonly references: readonly string[];
}

/** How often one definition may contain itself. */
const deepestRecursion = 2;

/** The references with one more; `null` where that would go too deep. */
export function enterReference(
  reference: string,
  references: readonly string[],
  isGenerous: boolean,
): readonly string[] | null {
  const times = references.filter((other) => other === reference).length;
  return times < (isGenerous ? deepestRecursion : 1) ? [...references, reference] : null;
}
