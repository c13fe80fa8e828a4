import { describe, expect, it } from 'vitest';
import { revisionOf } from '../../../shared/analysis/revision.ts';
import { modelChoice, titleAnalysis } from '../../builders/analysis.ts';

describe('the revision of an analysis', () => {
  it('is eight hex digits, the same from the same settings', () => {
    expect(revisionOf(titleAnalysis, modelChoice)).toMatch(/^[0-9a-f]{8}$/);
    expect(revisionOf(titleAnalysis, { ...modelChoice })).toBe(
      revisionOf(titleAnalysis, modelChoice),
    );
  });

  it.each([
    ['model', { model: 'other' }],
    ['provider', { providerIdentity: 'other' }],
    ['thinking mode', { thinking: true }],
    ['kinds of structured output', { structuredOutputs: ['text'] }],
    ['context, which decides how a document is cut', { contextTokens: 1_000 }],
    ['longest answer, which decides how a document is cut', { maxOutputTokens: 1_000 }],
  ] as const)('changes with the %s', (_, change) => {
    expect(revisionOf(titleAnalysis, { ...modelChoice, ...change })).not.toBe(
      revisionOf(titleAnalysis, modelChoice),
    );
  });
});
