import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { quote } from '../../../../shared/analysis/quote.ts';
import type { Acceptance, JsonObject } from '../../../../shared/extraction/asking.ts';
import { acceptMerged, quotesOf } from '../../../../shared/extraction/merge/accept-merged.ts';
import { mergeOutputs } from '../../../../shared/extraction/merge/merge-outputs.ts';

const finding = z.object({ text: z.string(), evidence: quote() });

const analysis = {
  schema: z.object({
    title: z.string(),
    venue: z.object({ name: z.string(), words: quote(), rooms: z.array(z.string()) }),
    findings: z.array(finding).max(2),
  }),
};

const outputs = [
  {
    title: 'One',
    venue: { name: 'Hall', words: 'in the hall', rooms: ['A'] },
    findings: [{ text: 'It leaks.', evidence: 'water came in' }],
  },
  {
    title: 'Two',
    venue: { name: 'Pier', words: 'on the pier', rooms: ['B'] },
    findings: [{ text: 'It is cold.', evidence: 'we froze' }],
  },
];

const answer = {
  title: 'Both',
  venue: { name: 'Hall and pier' },
  findings: [{ text: 'Cold and wet.', evidence: 'we froze' }],
};

function accept(found: JsonObject): Acceptance {
  const { merged, toAsk } = mergeOutputs(analysis, outputs);
  return acceptMerged(found, toAsk, { analysis, merged, quotes: quotesOf(analysis, outputs) });
}

function problemPaths(found: JsonObject): readonly string[] {
  const accepted = accept(found);
  return 'issues' in accepted ? accepted.issues.map(({ path }) => path.join('/')) : [];
}

describe('a merge by the model', () => {
  it('is taken with what the rules merged', () => {
    expect(accept(answer)).toEqual({
      output: {
        title: 'Both',
        venue: { name: 'Hall and pier', words: 'in the hall', rooms: ['A', 'B'] },
        findings: answer.findings,
      },
    });
  });

  it.each([{}, { title: '', venue: {}, findings: [] }, { title: null, venue: null }])(
    'is none where it says nothing of what parts speak of: %j',
    (found) => {
      expect(problemPaths(found)).toEqual(['title', 'venue/name', 'findings']);
    },
  );

  it('is none where it does not fit the schema', () => {
    expect(problemPaths({ ...answer, title: 7 })).toEqual(['title']);
  });

  it('never rewrites what the rules merged', () => {
    const venue = { name: 'Hall and pier', words: 'in the great hall', rooms: [] };

    expect(accept({ ...answer, venue })).toEqual(accept(answer));
  });

  it('is none where it rewrites a quote', () => {
    const findings = [{ text: 'Cold and wet.', evidence: 'we froze, water came in' }];

    expect(problemPaths({ ...answer, findings })).toEqual(['findings/0/evidence']);
  });
});
