import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { analysis as documentDigest } from '../../../shared/analysis/built-in/document-digest.ts';
import { analysis as meetingMinutes } from '../../../shared/analysis/built-in/meeting-minutes.ts';
import { defineAnalysis } from '../../../shared/analysis/define-analysis.ts';
import type { MergeRules } from '../../../shared/analysis/merge-rules.ts';
import { revisionOf } from '../../../shared/analysis/revision.ts';
import { mergeOutputs } from '../../../shared/extraction/merge/merge-outputs.ts';
import { modelChoice, titleAnalysis } from '../../builders/analysis.ts';

function defineWith(merge: MergeRules): void {
  defineAnalysis({
    name: 'invoice',
    description: 'An invoice.',
    instructions: 'Read the invoice.',
    schema: z.object({
      number: z.string(),
      total: z.number().nullable(),
      lines: z.array(z.object({ article: z.string() })).optional(),
      tags: z.array(z.string()),
    }),
    example: { number: '1', total: 1, tags: [] },
    merge,
  });
}

describe('the merge rules of an analysis', () => {
  it('are taken where each can be kept', () => {
    const merge = {
      number: 'first',
      total: 'sum',
      lines: { deduplicateBy: ['article'] },
      tags: 'concatenate',
    } as const;

    expect(() => defineWith(merge)).not.toThrow();
  });

  it.each<[MergeRules, string]>([
    [{ sum: 'first' }, 'merge rule for sum: the schema has no such property, only number, total'],
    [{ number: 'sum' }, 'merge rule "sum" for number: only numbers have a sum'],
    [{ tags: 'sum' }, 'merge rule "sum" for tags: only numbers have a sum'],
    [{ total: 'concatenate' }, 'merge rule "concatenate" for total: it is for lists only'],
    [{ number: 'deduplicate' }, 'merge rule "deduplicate" for number: it is for lists only'],
    [{ lines: { deduplicateBy: ['name'] } }, 'for lines: its items have no name'],
    [{ tags: { deduplicateBy: ['name'] } }, 'for tags: its items have no name'],
    [{ total: { deduplicateBy: ['name'] } }, 'for total: it is for lists only'],
  ])('are refused where one cannot: %j', (merge, message) => {
    expect(() => defineWith(merge)).toThrow(TypeError);
    expect(() => defineWith(merge)).toThrow(message);
  });

  it('are part of the revision', () => {
    const changed = { ...titleAnalysis, merge: { title: 'first' } } as const;

    expect(revisionOf(changed, modelChoice)).not.toBe(revisionOf(titleAnalysis, modelChoice));
  });
});

describe('the merge rules of the shipped analyses', () => {
  it('merge minutes: a decision and a task once each, title and summary by the model', () => {
    const output = meetingMinutes.schema.parse(meetingMinutes.example);
    const [decision = { text: '', evidence: '' }] = output.decisions;
    const [task] = output.actionItems;

    const { merged, toAsk } = mergeOutputs(meetingMinutes, [
      output,
      {
        title: 'Another title',
        summary: ['A', 'B', 'C'],
        participants: ['odo', 'Bea'],
        decisions: [{ ...decision, evidence: 'As we said: Thursday evenings.' }],
        actionItems: [{ ...task, owner: 'Bea' }],
      },
    ]);

    expect(toAsk).toEqual(['title', 'summary']);
    expect(merged).toMatchObject({
      participants: ['Tamsin', 'Odo', 'Ricarda', 'Bea'],
      decisions: output.decisions,
      actionItems: [...output.actionItems, { ...task, owner: 'Bea' }],
    });
    expect(meetingMinutes.schema.safeParse(merged).success).toBe(true);
  });

  it('merge digests: an entity once, summary and key points by the model', () => {
    const output = documentDigest.schema.parse(documentDigest.example);

    const { merged, toAsk } = mergeOutputs(documentDigest, [
      output,
      {
        ...output,
        summary: 'Other.',
        keyPoints: ['Other.'],
        entities: [{ name: 'NORTH PIER', kind: 'other' }],
      },
    ]);

    expect(toAsk).toEqual(['summary', 'keyPoints']);
    expect(merged).toMatchObject({ entities: output.entities, dates: output.dates });
  });
});
