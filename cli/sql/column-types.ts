/**
 * The shape of an output as DuckDB's `from_json` wants it told: a type's name, a list of one shape,
 * or a shape per property.
 */
export type ColumnShape =
  | string
  | readonly [ColumnShape]
  | { readonly [property: string]: ColumnShape };

type JsonSchema = Readonly<Record<string, unknown>>;

/** What a schema that allows several shapes, or names none, becomes: the JSON itself. */
const anyJson = 'JSON';

const shapeOfType: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
};

/** The columns that an output's JSON Schema declares, by the names of its properties. */
export function columnShapes(schema: JsonSchema): Record<string, ColumnShape> {
  return Object.fromEntries(
    Object.entries(record(schema['properties'])).map(([name, property]) => [
      name,
      shapeOf(record(property)),
    ]),
  );
}

function shapeOf(schema: JsonSchema): ColumnShape {
  const alternatives = [schema['anyOf'], schema['oneOf']].find(Array.isArray);
  if (alternatives !== undefined) return shapeOfAlternatives(alternatives.map(record));
  const type = typeOf(schema);
  if (type === 'array') {
    return 'items' in schema ? [shapeOf(record(schema['items']))] : anyJson;
  }
  if (type === 'object') return shapeOfObject(schema);
  return shapeOfType[type ?? ''] ?? anyJson;
}

/** `null` beside one shape only says that the value may be missing, as every column allows. */
function shapeOfAlternatives(alternatives: readonly JsonSchema[]): ColumnShape {
  const shapes = alternatives.filter((one) => typeOf(one) !== 'null').map(shapeOf);
  const [first = anyJson, ...others] = shapes;
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : anyJson;
}

/** DuckDB does not tell upper from lower case: properties that differ in nothing else stay JSON. */
function shapeOfObject(schema: JsonSchema): ColumnShape {
  const columns = columnShapes(schema);
  const names = Object.keys(columns).map((name) => name.toLowerCase());
  return names.length > 0 && new Set(names).size === names.length ? columns : anyJson;
}

function typeOf(schema: JsonSchema): string | undefined {
  const { type } = schema;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) {
    const [first, ...others] = type.filter((name) => name !== 'null');
    return others.length === 0 && typeof first === 'string' ? first : undefined;
  }
  const values = Array.isArray(schema['enum']) ? schema['enum'] : [schema['const']];
  return values.every((value) => typeof value === 'string') ? 'string' : undefined;
}

function record(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
