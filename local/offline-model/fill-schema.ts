import {
  mergeSchemaNodes,
  readSchemaNode,
  resolvePointer,
  type SchemaNode,
  typesOf,
} from './json-schema-node.ts';
import { fillNumber } from './fill-number.ts';
import { fillString } from './fill-string.ts';
import { Material } from './material.ts';
import { enterReference, type Place } from './schema-place.ts';

/** After this many values only what is required is filled, so that no schema makes an endless answer. */
const generousValues = 2000;

/** What was made of a schema; `null` where nothing could be. */
type Filled = { readonly value: unknown } | null;

/**
 * Content for any JSON Schema, made of a document's words, names, dates and numbers.
 *
 * Honours types, `enum`, `const`, bounds, lengths, common formats, simple patterns, `required`,
 * `anyOf`, `oneOf`, `allOf` and definitions that contain themselves. Conditions, `not`,
 * `patternProperties` and `contains` are ignored.
 */
export function fillSchema(schema: unknown, text: string): unknown {
  const filler = new SchemaFiller(schema, new Material(text));
  return filler.fill(schema, { name: '', depth: 0, references: [] })?.value ?? null;
}

class SchemaFiller {
  readonly #root: unknown;
  readonly #material: Material;
  #values = 0;

  constructor(root: unknown, material: Material) {
    this.#root = root;
    this.#material = material;
  }

  fill(schema: unknown, place: Place): Filled {
    const node = readSchemaNode(schema);
    if (node === null) return null;
    this.#values += 1;
    if (node.$ref !== undefined) return this.#fillReference(node.$ref, place);
    if ('const' in node) return { value: node.const };
    if (node.enum !== undefined) return this.#fillEnum(node.enum);
    if (node.allOf !== undefined) return this.#fillAll(node, node.allOf, place);
    const alternatives = node.anyOf ?? node.oneOf;
    if (alternatives !== undefined) return this.#fillFirst(node, alternatives, place);
    for (const type of typesOf(node)) {
      const filled = this.#fillType(type, node, place);
      if (filled !== null) return filled;
    }
    return null;
  }

  #fillReference(reference: string, place: Place): Filled {
    const references = enterReference(reference, place.references, this.#isGenerous());
    if (references === null) return null;
    return this.fill(resolvePointer(this.#root, reference), { ...place, references });
  }

  #fillEnum(values: readonly unknown[]): Filled {
    if (values.length === 0) return null;
    const mentioned = values.find(
      (value) => typeof value === 'string' && this.#material.mentions(value),
    );
    return { value: mentioned ?? values[0] };
  }

  #fillAll(node: SchemaNode, schemas: readonly unknown[], place: Place): Filled {
    const { allOf: _, ...siblings } = node;
    let references: readonly string[] = place.references;
    let merged: SchemaNode = siblings;
    for (const schema of schemas) {
      let part = readSchemaNode(schema);
      if (part?.$ref !== undefined) {
        const entered = enterReference(part.$ref, references, this.#isGenerous());
        if (entered === null) return null;
        references = entered;
        part = readSchemaNode(resolvePointer(this.#root, part.$ref));
      }
      if (part === null) return null;
      merged = mergeSchemaNodes(merged, part);
    }
    return this.fill(merged, { ...place, references });
  }

  #fillFirst(node: SchemaNode, schemas: readonly unknown[], place: Place): Filled {
    const { anyOf: _, oneOf: __, ...siblings } = node;
    for (const schema of schemas) {
      const branch = readSchemaNode(schema);
      const filled = branch === null ? null : this.fill(mergeSchemaNodes(siblings, branch), place);
      if (filled !== null) return filled;
    }
    return null;
  }

  #fillType(type: string, node: SchemaNode, place: Place): Filled {
    switch (type) {
      case 'object':
        return this.#fillObject(node, place);
      case 'array':
        return this.#fillArray(node, place);
      case 'number':
      case 'integer':
        return filledUnlessNull(fillNumber(node, type === 'integer', this.#material));
      case 'boolean':
        return { value: this.#material.mentions(place.name) };
      case 'null':
        return { value: null };
      default:
        return filledUnlessNull(fillString(node, place.name, this.#material));
    }
  }

  #fillObject(node: SchemaNode, place: Place): Filled {
    const { properties = {}, required = [], additionalProperties: others } = node;
    const entries: [string, unknown][] = [];
    for (const name of new Set([
      ...Object.keys(properties),
      ...required,
      ...this.#freeNames(node, place),
    ])) {
      const isRequired = required.includes(name) || !Object.hasOwn(properties, name);
      if (!isRequired && !this.#isGenerous()) continue;
      const schema = Object.hasOwn(properties, name) ? properties[name] : others;
      const filled = this.fill(schema, { ...place, name, depth: place.depth + 1 });
      if (filled !== null) entries.push([name, filled.value]);
      else if (required.includes(name)) return null;
    }
    return { value: Object.fromEntries(entries) };
  }

  /** Keys for an object that names none of its own. */
  #freeNames(
    { properties, required, additionalProperties, propertyNames, minProperties = 0 }: SchemaNode,
    place: Place,
  ): string[] {
    const isMap =
      properties === undefined &&
      required === undefined &&
      typeof additionalProperties === 'object';
    const count = Math.max(minProperties, isMap && this.#isGenerous() ? 2 : 0);
    const names = Array.from(
      { length: count },
      () => this.fill(propertyNames ?? {}, { ...place, name: 'name' })?.value,
    );
    return names.filter((name) => typeof name === 'string');
  }

  #fillArray(node: SchemaNode, place: Place): Filled {
    const {
      prefixItems = [],
      items,
      minItems = 0,
      maxItems = Infinity,
      uniqueItems = false,
    } = node;
    const generous = this.#isGenerous() ? Math.max(1, 3 - place.depth) : 0;
    const isOpen = items !== false && (items !== undefined || prefixItems.length === 0);
    const wanted = Math.min(
      maxItems,
      Math.max(minItems, prefixItems.length, isOpen ? generous : 0),
    );
    const values: unknown[] = [];
    const seen = new Set<string>();
    for (let index = 0; index < wanted; index += 1) {
      const filled = this.fill(prefixItems[index] ?? items ?? {}, {
        ...place,
        depth: place.depth + 1,
      });
      if (filled === null) break;
      const isRepeated = uniqueItems && seen.has(JSON.stringify(filled.value));
      if (!isRepeated) values.push(filled.value);
      seen.add(JSON.stringify(filled.value));
    }
    return values.length < Math.max(minItems, Math.min(prefixItems.length, maxItems))
      ? null
      : { value: values };
  }

  #isGenerous(): boolean {
    return this.#values < generousValues;
  }
}

function filledUnlessNull(value: string | number | null): Filled {
  return value === null ? null : { value };
}
