import { isEmpty } from '../../shared/extraction/merge/same-value.ts';
import { readSchemaNode } from './json-schema-node.ts';

type Partial = Readonly<Record<string, unknown>>;

/**
 * Merges what parts of a document say, in their own words: of each property what the first part says
 * that says anything; of a list the first items of all parts, as many as the schema allows, and no
 * more than the longest list has where it allows any number.
 */
export function mergePartials(
  schema: unknown,
  partials: readonly Partial[],
): Record<string, unknown> {
  const { properties = {} } = readSchemaNode(schema) ?? {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => {
      const values = partials.map((partial) => partial[name]);
      const merged = mergeOne(property, values);
      return merged === undefined ? [] : [[name, merged]];
    }),
  );
}

function mergeOne(property: unknown, values: readonly unknown[]): unknown {
  const lists = values.filter((value): value is readonly unknown[] => Array.isArray(value));
  if (lists.length === 0) return values.find((value) => !isEmpty(value)) ?? nothingFor(property);
  const longest = Math.max(...lists.map(({ length }) => length));
  return firstInTurn(lists, readSchemaNode(property)?.maxItems ?? longest);
}

/** As many items as wanted, taken from the lists in turn, in the order of the lists. */
function firstInTurn(lists: readonly (readonly unknown[])[], wanted: number): unknown[] {
  const taken = lists
    .flatMap((list, part) => list.map((item, place) => ({ item, part, place })))
    .toSorted((one, other) => one.place - other.place || one.part - other.part)
    .slice(0, wanted);
  return taken
    .toSorted((one, other) => one.part - other.part || one.place - other.place)
    .map(({ item }) => item);
}

/** What stands for a property that no part says anything of; `undefined` leaves it out. */
function nothingFor(property: unknown): unknown {
  const node = readSchemaNode(property);
  const types = new Set([node?.type ?? []].flat());
  const isNullable = types.has('null') || node?.anyOf?.some(isNull) === true;
  if (isNullable) return null;
  if (types.has('array')) return [];
  return types.has('string') ? '' : undefined;
}

function isNull(schema: unknown): boolean {
  return readSchemaNode(schema)?.type === 'null';
}
