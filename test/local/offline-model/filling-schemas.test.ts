import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fillSchema } from '../../../local/offline-model/fill-schema.ts';

const document = `# Report on the mill

The Ostholm mill ground 1,250 tonnes in March 2026. Two of its 14 rollers were replaced on 3 March 2026.

Wilhelmine Oster will report on the rest by 30 April 2026. The mood in the team is positive.`;

function jsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema);
}

const leafSchemas: fc.Arbitrary<z.ZodType> = fc.oneof(
  fc.tuple(fc.nat(40), fc.nat(300)).map(([min, room]) =>
    z
      .string()
      .min(min)
      .max(min + room),
  ),
  fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(1000)).map(([min, room]) =>
    z
      .int()
      .min(min)
      .max(min + room),
  ),
  fc
    .tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0.001, max: 1e3, noNaN: true }),
    )
    .map(([min, room]) =>
      z
        .number()
        .gt(min)
        .lt(min + room),
    ),
  fc.integer({ min: 1, max: 500 }).map((step) => z.int().multipleOf(step).positive()),
  fc
    .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 })
    .map((values) => z.enum(values)),
  fc.oneof(fc.string(), fc.integer(), fc.boolean()).map((value) => z.literal(value)),
  fc.constantFrom<z.ZodType[]>(
    z.string(),
    z.number(),
    z.int(),
    z.boolean(),
    z.null(),
    z.unknown(),
    z.iso.date(),
    z.iso.datetime(),
    z.iso.time(),
    z.iso.duration(),
    z.email(),
    z.url(),
    z.uuid(),
    z.ipv4(),
    z.ipv6(),
    z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    z.string().regex(/^[A-Z]{2,3}-\d+$/),
    z.string().startsWith('INV-'),
    z.templateLiteral(['v', z.int(), '.', z.int()]),
  ),
);

const { schema: schemas } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leafSchemas,
    fc
      .dictionary(
        fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
        tie('schema'),
        { maxKeys: 5 },
      )
      .map((shape) => z.object(shape)),
    fc
      .dictionary(fc.constantFrom('title', 'dueDate', 'ownerName', 'quote'), tie('schema'))
      .map((shape) => z.strictObject(shape).partial()),
    fc.tuple(tie('schema'), fc.nat(5), fc.nat(5)).map(([item, min, room]) =>
      z
        .array(item)
        .min(min)
        .max(min + room),
    ),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((options) => z.union(options)),
    fc.tuple(tie('schema'), tie('schema')).map((items) => z.tuple(items)),
    tie('schema').map((schema) => schema.nullable()),
    tie('schema').map((schema) => z.record(z.string(), schema)),
    tie('schema').map((schema) => z.record(z.enum(['low', 'high']), schema)),
  ),
}));

describe('filling a schema that is not of a shipped analysis', () => {
  it('always gives what the schema asks for', () => {
    fc.assert(
      fc.property(schemas, fc.constantFrom(document, '', 'a', '🙂🙂🙂 żółć'), (schema, text) => {
        const filled = JSON.parse(JSON.stringify(fillSchema(jsonSchema(schema), text)));

        expect(schema.safeParse(filled).error?.message).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('takes dates, names, numbers and quotes from the document, by what a property is called', () => {
    const schema = z.object({
      title: z.string(),
      reportDate: z.iso.date(),
      tonnes: z.number().min(1000),
      owner: z.string(),
      quotes: z.array(z.string()).length(2),
      mood: z.enum(['negative', 'positive']),
    });

    const filled = schema.parse(fillSchema(jsonSchema(schema), document));

    expect(filled).toMatchObject({
      title: 'Report on the mill',
      reportDate: '2026-03-03',
      tonnes: 1250,
      mood: 'positive',
    });
    expect(document).toContain(filled.owner);
    expect(filled.quotes.every((quote) => document.includes(quote))).toBe(true);
  });

  it('ends where a definition contains itself', () => {
    const node = z.object({
      name: z.string(),
      get children() {
        return z.array(node);
      },
      get next() {
        return node.nullable();
      },
      get previous() {
        return node.optional();
      },
    });

    const filled = fillSchema(jsonSchema(node), document);

    expect(node.safeParse(filled).success).toBe(true);
    expect(JSON.stringify(filled).length).toBeLessThan(1_000_000);
  });

  it('ends where parts laid over one another contain themselves', () => {
    const schema = {
      $ref: '#/$defs/Node',
      $defs: {
        Node: { type: 'object', properties: { child: { allOf: [{ $ref: '#/$defs/Node' }] } } },
      },
    };

    expect(fillSchema(schema, document)).toEqual({ child: {} });
  });

  it('lays intersected schemas over one another', () => {
    const schema = z.intersection(
      z.object({ name: z.string() }),
      z.object({ count: z.int().min(2) }),
    );

    expect(schema.safeParse(fillSchema(jsonSchema(schema), document)).success).toBe(true);
  });
});
