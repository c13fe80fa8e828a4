import type { JsonObject } from './asking.ts';
import { isObject } from './is-object.ts';

/** The way to a property of an output: names, from the top down; at least one. Never into a list. */
export type PropertyPath = readonly string[];

/** What stands at a path; `undefined` where nothing does. */
export function valueAt(value: unknown, [name, ...rest]: PropertyPath): unknown {
  if (name === undefined) return value;
  return isObject(value) && Object.hasOwn(value, name) ? valueAt(value[name], rest) : undefined;
}

/** The paths by their first name, each without it; what ends there is an empty path. */
export function byFirstName(
  paths: readonly PropertyPath[],
): ReadonlyMap<string, readonly PropertyPath[]> {
  const found = new Map<string, PropertyPath[]>();
  for (const [name, ...rest] of paths) {
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), rest]);
  }
  return found;
}

/** What an object has at some paths, in its own order, and nothing beside. */
export function pickAt(object: JsonObject, paths: readonly PropertyPath[]): JsonObject {
  const wanted = byFirstName(paths);
  const entries = Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    const within = wanted.get(name);
    if (within === undefined) return [];
    if (within.some((path) => path.length === 0)) return [[name, value]];
    return isObject(value) ? [[name, pickAt(value, within)]] : [];
  });
  return Object.fromEntries(entries);
}

/** An object with what another one has at some paths in the place of its own. */
export function replaceAt(
  object: JsonObject,
  other: JsonObject,
  paths: readonly PropertyPath[],
): JsonObject {
  return paths.reduce((changed, path) => put(changed, path, valueAt(other, path)), object);
}

function put(object: JsonObject, [name, ...rest]: PropertyPath, value: unknown): JsonObject {
  if (name === undefined) return object;
  if (rest.length === 0) return { ...object, [name]: value };
  const inner = valueAt(object, [name]);
  return { ...object, [name]: put(isObject(inner) ? inner : {}, rest, value) };
}
