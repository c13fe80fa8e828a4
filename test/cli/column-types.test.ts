import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { columnShapes } from '../../cli/sql/column-types.ts';

const columnsOf = (schema: z.ZodType) => columnShapes(z.toJSONSchema(schema));

describe('the columns of an output', () => {
  it('are what the schema declares', () => {
    const schema = z.object({
      title: z.string(),
      kind: z.enum(['call', 'meeting']),
      version: z.literal('v1'),
      day: z.iso.date(),
      count: z.number().int(),
      score: z.number(),
      isOpen: z.boolean(),
    });

    expect(columnsOf(schema)).toEqual({
      title: 'VARCHAR',
      kind: 'VARCHAR',
      version: 'VARCHAR',
      day: 'VARCHAR',
      count: 'BIGINT',
      score: 'DOUBLE',
      isOpen: 'BOOLEAN',
    });
  });

  it('may be null, lists and objects in one another', () => {
    const schema = z.object({
      owner: z.string().nullable(),
      note: z.string().optional(),
      tags: z.array(z.string()),
      items: z.array(z.object({ task: z.string(), due: z.string().nullable() })).nullable(),
    });

    expect(columnsOf(schema)).toEqual({
      owner: 'VARCHAR',
      note: 'VARCHAR',
      tags: ['VARCHAR'],
      items: [{ task: 'VARCHAR', due: 'VARCHAR' }],
    });
  });

  it('stay JSON where no one type holds them', () => {
    const schema = z.object({
      either: z.union([z.string(), z.number()]),
      mixed: z.enum({ one: 1, two: 'two' }),
      anything: z.unknown(),
      byName: z.record(z.string(), z.number()),
      twins: z.object({ Name: z.string(), name: z.string() }),
      empty: z.object({}),
    });

    expect(new Set(Object.values(columnsOf(schema)))).toEqual(new Set(['JSON']));
  });

  it('stay JSON where a shape contains itself', () => {
    const node = z.object({
      name: z.string(),
      get children() {
        return z.array(node);
      },
    });

    expect(columnsOf(z.object({ tree: node }))).toEqual({ tree: 'JSON' });
  });
});
