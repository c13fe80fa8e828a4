import * as z from 'zod';
import { readOutputNode } from '../analysis/output-node.ts';
import type { JsonObject } from './asking.ts';
import { byFirstName, type PropertyPath } from './property-path.ts';

/**
 * The JSON Schema of an object that has some properties of an output alone, all of them required, in
 * the order of the whole. The definitions that they refer to stay.
 *
 * @param schema JSON Schema of the output, or of some of its properties
 */
export function schemaOfProperties(schema: JsonObject, paths: readonly PropertyPath[]): JsonObject {
  return withRootDefined(schema, { ...schema, ...propertiesAt(schema, paths, schema) });
}

interface Properties {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
}

function propertiesAt(
  schema: unknown,
  paths: readonly PropertyPath[],
  root: JsonObject,
): Properties {
  const { properties = {}, additionalProperties } = readOutputNode(schema, root);
  const wanted = byFirstName(paths);
  const declared = Object.keys(properties).filter((name) => wanted.has(name));
  const required = [...new Set([...declared, ...wanted.keys()])];
  const entries = required.map((name): [string, unknown] => {
    const property = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    const within = wanted.get(name) ?? [];
    if (within.some((path) => path.length === 0)) return [name, property];
    const inner = propertiesAt(property, within, root);
    return [name, { type: 'object', ...inner, additionalProperties: false }];
  });
  return { properties: Object.fromEntries(entries), required };
}

const rootName = 'wholeOutput';

/** An output that contains itself refers to the root, which the reduced schema no longer is. */
function withRootDefined(whole: JsonObject, reduced: JsonObject): JsonObject {
  if (!JSON.stringify(reduced).includes('"$ref":"#"')) return reduced;
  const redirected = redirectRoot(reduced);
  const definitions = z.record(z.string(), z.unknown()).parse(redirected['$defs'] ?? {});
  const { $defs: _, ...root } = redirectRoot(whole);
  return { ...redirected, $defs: { ...definitions, [rootName]: root } };
}

function redirectRoot(schema: JsonObject): JsonObject {
  const json = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' && value === '#' ? `#/$defs/${rootName}` : value,
  );
  return z.record(z.string(), z.unknown()).parse(JSON.parse(json));
}
