import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { analysis as meetingMinutes } from '../../../shared/analysis/built-in/meeting-minutes.ts';
import { jsonSchemaOf } from '../../../shared/analysis/define-analysis.ts';
import type { PropertyPath } from '../../../shared/extraction/property-path.ts';
import { schemaOfProperties } from '../../../shared/extraction/schema-of-properties.ts';

function reduced(schema: z.ZodType, paths: readonly PropertyPath[]) {
  return schemaOfProperties(jsonSchemaOf({ schema }), paths);
}

const named = z.object({ name: z.string() }).meta({ id: 'Named' });
const chapter = z.object({
  title: z.string(),
  author: named,
  get chapters() {
    return z.array(chapter);
  },
});
const inner = { title: 'Inner', author: { name: 'Ada' }, chapters: [] };

describe('the schema of some properties of an output', () => {
  it('has these alone, all required, in the order of the whole', () => {
    const schema = reduced(meetingMinutes.schema, [['summary'], ['title']]);

    expect(Object.keys(Object(schema['properties']))).toEqual(['title', 'summary']);
    expect(schema['required']).toEqual(['title', 'summary']);
    expect(schema['additionalProperties']).toBe(false);
  });

  it('has references that still lead somewhere, where an output contains itself', () => {
    const schema = reduced(chapter, [['author'], ['chapters']]);

    const validator = z.fromJSONSchema(schema);
    expect(validator.safeParse({ author: { name: 'Ada' }, chapters: [inner] }).success).toBe(true);
    expect(validator.safeParse({ author: { name: 1 }, chapters: [] }).success).toBe(false);
    expect(validator.safeParse({ author: { name: 'A' }, chapters: [{}] }).success).toBe(false);
  });

  it('can be reduced again', () => {
    const schema = schemaOfProperties(reduced(chapter, [['author'], ['chapters']]), [['chapters']]);

    const validator = z.fromJSONSchema(schema);
    expect(validator.safeParse({ chapters: [inner] }).success).toBe(true);
    expect(validator.safeParse({ chapters: [{ author: { name: 'Ada' } }] }).success).toBe(false);
  });

  it('has of an object the named properties alone, whatever it is wrapped in', () => {
    const venue = z.object({ name: z.string(), rooms: z.array(z.string()) }).nullable();
    const whole = z.object({ venue, notes: z.record(z.string(), z.string()), count: z.int() });

    const schema = reduced(whole, [
      ['venue', 'name'],
      ['notes', 'odd'],
    ]);

    expect(schema['properties']).toEqual({
      venue: objectOf({ name: { type: 'string' } }),
      notes: objectOf({ odd: { type: 'string' } }),
    });
  });
});

function objectOf(properties: Record<string, unknown>): Record<string, unknown> {
  const required = Object.keys(properties);
  return { type: 'object', properties, required, additionalProperties: false };
}
