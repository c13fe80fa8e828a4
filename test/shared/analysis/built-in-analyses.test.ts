import { describe, expect, it } from 'vitest';
import { analysis as documentDigest } from '../../../shared/analysis/built-in/document-digest.ts';
import { analysis as meetingMinutes } from '../../../shared/analysis/built-in/meeting-minutes.ts';
import { jsonSchemaOf } from '../../../shared/analysis/define-analysis.ts';

describe.each([meetingMinutes, documentDigest])('the analysis $name', (analysis) => {
  it('gives every property of its output a name that needs no quotes in SQL', () => {
    const names = propertyNamesIn(jsonSchemaOf(analysis));

    expect(names.filter((name) => !/^[a-z][a-zA-Z]*$/.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(5);
  });

  it('explains in its instructions every property of its output', () => {
    const rules = new Set(analysis.instructions.split('\n').map((line) => line.split(':')[0]));
    const topLevel = Object.keys(Object(jsonSchemaOf(analysis)['properties']));

    expect(topLevel.filter((name) => !rules.has(name))).toEqual([]);
  });

  it('makes a schema of plain keywords, which every provider reads', () => {
    const json = JSON.stringify(jsonSchemaOf(analysis));

    expect(json).not.toMatch(/"(\$ref|\$defs|allOf|not|if|patternProperties)":/);
  });
});

describe('the analysis meeting-minutes', () => {
  const { schema, example } = meetingMinutes;

  it('wants exactly three bullet points', () => {
    const output = schema.parse(example);

    expect(schema.safeParse({ ...output, summary: ['one', 'two'] }).success).toBe(false);
    expect(schema.safeParse({ ...output, summary: ['1', '2', '3', '4'] }).success).toBe(false);
  });

  it('takes an action item without owner and due date, but not without evidence', () => {
    const output = schema.parse(example);
    const item = { task: 'Call.', owner: null, dueDate: null, evidence: 'Call them.' };

    expect(schema.safeParse({ ...output, actionItems: [item] }).success).toBe(true);
    expect(schema.safeParse({ ...output, actionItems: [{ ...item, evidence: '' }] }).success).toBe(
      false,
    );
  });
});

describe('the analysis document-digest', () => {
  it('takes a date that was not stated in full, but no ISO date that is not one', () => {
    const { schema, example } = documentDigest;
    const output = schema.parse(example);
    const date = { stated: 'in spring', isoDate: null, about: 'the works begin' };

    expect(schema.safeParse({ ...output, dates: [date] }).success).toBe(true);
    expect(schema.safeParse({ ...output, dates: [{ ...date, isoDate: 'spring' }] }).success).toBe(
      false,
    );
  });
});

function propertyNamesIn(schema: unknown): string[] {
  const names: string[] = [];
  JSON.stringify(schema, (key, value: unknown) => {
    if (key === 'properties') names.push(...Object.keys(Object(value)));
    return value;
  });
  return names;
}
