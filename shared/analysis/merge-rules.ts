/**
 * How one field of the outputs of a document's parts becomes one field of the whole's.
 *
 * - `concatenate`: lists one after the other; equal items stay.
 * - `deduplicate`: the same without what repeats another part; `deduplicateBy` names the properties
 *   by which items are the same, and the first of them is kept. Items that are the same within one
 *   part all stay: as many are kept as the part has that has most of them.
 * - `first`, `last`: the first or last part that says anything but null or an empty text or list.
 * - `majority`: what most parts say; of equals, what was said first.
 * - `sum`: of numbers, parts that say null left out.
 * - `ask`: the model merges what the parts say, in one more request.
 */
export type MergeRule =
  | 'concatenate'
  | 'deduplicate'
  | { readonly deduplicateBy: readonly [string, ...string[]] }
  | 'first'
  | 'last'
  | 'majority'
  | 'sum'
  | 'ask';

/** Rules by the name of a property of the output. */
export type MergeRules = Readonly<Record<string, MergeRule>>;
