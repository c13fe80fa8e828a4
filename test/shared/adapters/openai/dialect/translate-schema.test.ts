import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  deepSeekDialect,
  openAiDialect,
} from '../../../../../shared/adapters/openai/dialect/strict-dialect.ts';
import { translateSchema } from '../../../../../shared/adapters/openai/dialect/translate-schema.ts';
import { catalogue } from '../../../../../shared/analysis/catalogue.ts';
import { jsonSchemaOf } from '../../../../../shared/analysis/define-analysis.ts';
import type { JsonSchema } from '../../../../../shared/extraction/json-schema.ts';

const dialects = [
  ['OpenAI', openAiDialect],
  ['DeepSeek', deepSeekDialect],
] as const;

/** The property `a` of an object, in a dialect. */
function propertyIn(dialect: (typeof dialects)[number][1], a: z.ZodType): unknown {
  const translated = translateSchema(jsonSchemaOf({ schema: z.object({ a }) }), dialect);
  return translated === null
    ? null
    : z.object({ a: z.unknown() }).parse(translated['properties']).a;
}

/** Every schema in a schema. */
function partsOf(value: unknown): JsonSchema[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { properties, ...rest } = z.record(z.string(), z.unknown()).parse(value);
  const named =
    typeof properties === 'object' && properties !== null ? Object.values(properties) : [];
  return [{ properties, ...rest }, ...partsOf(Object.values(rest)), ...named.flatMap(partsOf)];
}

describe.each(dialects)("a schema in %s's dialect", (name, dialect) => {
  it.each([...catalogue.values()])('can be said of $name, with every object closed', (analysis) => {
    const translated = translateSchema(jsonSchemaOf(analysis), dialect);

    const objects = partsOf(translated).filter(({ type }) => type === 'object');
    expect(objects.length).toBeGreaterThan(0);
    for (const { properties, required, additionalProperties } of objects) {
      expect(additionalProperties).toBe(false);
      expect(required).toEqual(Object.keys(properties ?? {}));
    }
  });

  it('makes optional properties nullable, and leaves those that already are', () => {
    const schema = z.object({
      a: z.string().optional(),
      b: z.string().nullable().optional(),
      c: z.string().nullable(),
      d: z.array(z.string()).optional().describe('words'),
    });

    expect(translateSchema(jsonSchemaOf({ schema }), dialect)).toMatchObject({
      properties: {
        a: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        b: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        c: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        d: {
          anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }],
          description: 'words',
        },
      },
      required: ['a', 'b', 'c', 'd'],
    });
  });

  it('keeps limits of numbers, and leaves out the largest whole number, which nobody meant', () => {
    expect(propertyIn(dialect, z.int().min(1))).toEqual({ type: 'integer', minimum: 1 });
    expect(propertyIn(dialect, z.number().gt(0).multipleOf(0.5))).toEqual({
      type: 'number',
      exclusiveMinimum: 0,
      multipleOf: 0.5,
    });
  });

  it('leaves out what only our own validation can hold an answer to', () => {
    expect(propertyIn(dialect, z.string().min(1).max(9))).toEqual({ type: 'string' });
    expect(propertyIn(dialect, z.string().regex(/^(?!x)/))).toEqual({ type: 'string' });
    expect(propertyIn(dialect, z.string().regex(/^[A-Z]+$/))).toEqual({
      type: 'string',
      pattern: '^[A-Z]+$',
    });
    expect(propertyIn(dialect, z.literal(true))).toEqual({ type: 'boolean' });
  });

  it('says values to choose from, and alternatives', () => {
    expect(propertyIn(dialect, z.enum(['x', 'y']))).toEqual({ type: 'string', enum: ['x', 'y'] });
    expect(propertyIn(dialect, z.literal(['x', 1, null]))).toEqual({
      anyOf: [{ type: 'string', enum: ['x'] }, { type: 'number', enum: [1] }, { type: 'null' }],
    });
    const kinds = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('x'), n: z.number() }),
      z.object({ kind: z.literal('y') }),
    ]);
    expect(propertyIn(dialect, kinds)).toMatchObject({
      anyOf: [
        { properties: { kind: { type: 'string', enum: ['x'] } }, required: ['kind', 'n'] },
        { properties: { kind: { type: 'string', enum: ['y'] } }, required: ['kind'] },
      ],
    });
  });

  it('merges the only member of allOf, and splits a list of types', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { allOf: [{ type: 'string' }], description: 'd' },
        b: { type: ['array', 'null'], items: { type: 'string' }, description: 'e' },
      },
      required: ['a', 'b'],
    };

    expect(translateSchema(schema, dialect)?.['properties']).toEqual({
      a: { type: 'string', description: 'd' },
      b: {
        anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }],
        description: 'e',
      },
    });
  });

  it.each([
    ['objects with any keys', z.record(z.string(), z.number())],
    ['objects with further keys', z.looseObject({ x: z.string() })],
    ['untyped values', z.unknown()],
    ['tuples', z.tuple([z.string(), z.number()])],
    ['lists of untyped values', z.array(z.any())],
  ])('cannot be said with %s', (_, a) => {
    expect(propertyIn(dialect, a)).toBeNull();
  });

  it('cannot be said with several schemas at once', () => {
    const a = { allOf: [{ type: 'string' }, { type: 'string', minLength: 3 }] };

    expect(translateSchema({ type: 'object', properties: { a } }, dialect)).toBeNull();
  });

  it('cannot be said of anything but an object', () => {
    expect(translateSchema(jsonSchemaOf({ schema: z.array(z.string()) }), dialect)).toBeNull();
    expect(translateSchema({}, dialect)).toBeNull();
  });

  it(`says definitions under ${dialect.definitions} (${name})`, () => {
    const Node = z.object({
      label: z.string(),
      get children() {
        return z.array(Node);
      },
    });
    const translated = translateSchema(jsonSchemaOf({ schema: z.object({ root: Node }) }), dialect);

    const definitions = z.record(z.string(), z.unknown()).parse(translated?.[dialect.definitions]);
    const [definition = ''] = Object.keys(definitions);
    expect(translated?.['properties']).toEqual({
      root: { $ref: `#/${dialect.definitions}/${definition}` },
    });
    expect(definitions[definition]).toMatchObject({
      properties: { children: { items: { $ref: `#/${dialect.definitions}/${definition}` } } },
    });
  });
});

describe('what the dialects differ in', () => {
  it('is which formats they know', () => {
    expect(propertyIn(openAiDialect, z.iso.date())).toEqual({ type: 'string', format: 'date' });
    expect(propertyIn(deepSeekDialect, z.iso.date())).toMatchObject({ type: 'string' });
    expect(propertyIn(deepSeekDialect, z.iso.date())).not.toHaveProperty('format');
    expect(propertyIn(deepSeekDialect, z.email())).toEqual({ type: 'string', format: 'email' });
  });

  it('is whether lists have a length', () => {
    const list = z.array(z.string()).min(1).max(3);

    expect(propertyIn(openAiDialect, list)).toMatchObject({ minItems: 1, maxItems: 3 });
    expect(propertyIn(deepSeekDialect, list)).toEqual({ type: 'array', items: { type: 'string' } });
  });

  it('is whether an object may be empty', () => {
    expect(propertyIn(openAiDialect, z.strictObject({}))).toMatchObject({ type: 'object' });
    expect(propertyIn(deepSeekDialect, z.strictObject({}))).toBeNull();
    expect(translateSchema(jsonSchemaOf({ schema: z.object({}) }), deepSeekDialect)).not.toBeNull();
  });

  it('is whether a reference may be one of several alternatives', () => {
    const schema = {
      type: 'object',
      properties: { a: { $ref: '#/$defs/Name' } },
      $defs: { Name: { type: 'string' } },
    };

    expect(translateSchema(schema, openAiDialect)?.['properties']).toEqual({
      a: { anyOf: [{ $ref: '#/$defs/Name' }, { type: 'null' }] },
    });
    expect(translateSchema(schema, deepSeekDialect)?.['properties']).toEqual({
      a: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    });
  });

  it('is whether a part may be one of its own alternatives', () => {
    const schema = {
      type: 'object',
      properties: { next: { $ref: '#/$defs/Link' } },
      $defs: { Link: { anyOf: [{ $ref: '#/$defs/Link' }, { type: 'null' }] } },
    };

    expect(translateSchema(schema, openAiDialect)).not.toBeNull();
    expect(translateSchema(schema, deepSeekDialect)).toBeNull();
  });
});
