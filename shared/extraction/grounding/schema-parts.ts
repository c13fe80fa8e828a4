import * as z from 'zod';

type Schema = z.core.$ZodType;

/** A value inside another one, and the way to it: no step where it is the same value. */
interface Place {
  readonly step: string | null;
  readonly value: unknown;
}

/** A schema inside another one. */
interface SchemaPart {
  readonly schema: Schema;
  /** Which values inside a value of the outer schema are of this part. */
  readonly placesIn: (value: unknown) => readonly Place[];
}

/** The parts of a schema, one level deep; none for a string, a number, and whatever else has none. */
export function partsOf(schema: Schema): readonly SchemaPart[] {
  const inner = innerSchemas(schema);
  if (inner !== null) return inner.map(same);
  if (schema instanceof z.ZodUnion) {
    const { options } = schema.def;
    return options.map((option) => chosen(option, options));
  }
  if (schema instanceof z.ZodArray) return [items(schema.def.element, 0)];
  if (schema instanceof z.ZodTuple) {
    const { items: members, rest } = schema.def;
    return [
      ...members.map((member, index) => property(member, String(index))),
      ...(rest === null ? [] : [items(rest, members.length)]),
    ];
  }
  if (schema instanceof z.ZodRecord) return [others(schema.def.valueType, new Set())];
  if (!(schema instanceof z.ZodObject)) return [];
  const { shape, catchall } = schema.def;
  return [
    ...Object.entries(shape).map(([name, part]) => property(part, name)),
    ...(catchall === undefined ? [] : [others(catchall, new Set(Object.keys(shape)))]),
  ];
}

/** Schemas of the whole value, which the outer one only wraps; `null` for those that do not wrap. */
function innerSchemas(schema: Schema): readonly Schema[] | null {
  if (schema instanceof z.ZodLazy) return [schema.def.getter()];
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right];
  if (schema instanceof z.ZodPipe) return [schema.def.in, schema.def.out];
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly
  ) {
    return [schema.def.innerType];
  }
  return null;
}

function same(schema: Schema): SchemaPart {
  return { schema, placesIn: (value) => [{ step: null, value }] };
}

/** One of several: the first that fits, as the validation itself chooses. */
function chosen(schema: Schema, options: readonly Schema[]): SchemaPart {
  const isChosen = (value: unknown): boolean =>
    options.find((option) => option instanceof z.ZodType && option.safeParse(value).success) ===
    schema;
  return { schema, placesIn: (value) => (isChosen(value) ? [{ step: null, value }] : []) };
}

function property(schema: Schema, step: string): SchemaPart {
  return {
    schema,
    placesIn: (value) =>
      isRecord(value) && Object.hasOwn(value, step) ? [{ step, value: value[step] }] : [],
  };
}

function items(schema: Schema, from: number): SchemaPart {
  return {
    schema,
    placesIn: (list) =>
      Array.isArray(list)
        ? list.slice(from).map((value: unknown, index) => ({ step: String(from + index), value }))
        : [],
  };
}

function others(schema: Schema, known: ReadonlySet<string>): SchemaPart {
  return {
    schema,
    placesIn: (value) =>
      isRecord(value)
        ? Object.keys(value)
            .filter((name) => !known.has(name))
            .map((step) => ({ step, value: value[step] }))
        : [],
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
