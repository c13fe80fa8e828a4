import * as z from 'zod';
import { defineAnalysis } from '../../shared/analysis/define-analysis.ts';
import { revisionOf } from '../../shared/analysis/revision.ts';
import type { ModelChoice } from '../../shared/extraction/model-choice.ts';
import type { Question } from '../../shared/extraction/question.ts';

/** A small analysis that any test can answer. */
export const titleAnalysis = defineAnalysis({
  name: 'title-only',
  description: 'The title of a document.',
  instructions: 'Give the title of the document.',
  schema: z.object({ title: z.string() }),
  example: { title: 'Minutes' },
});

/** DeepSeek's small model, whose price is known at the time of the tests. */
export const modelChoice: ModelChoice = {
  provider: 'deepseek',
  providerIdentity: 'deepseek',
  baseUrl: 'http://127.0.0.1:9/v1',
  model: 'deepseek-flash',
  thinking: false,
  thinkingSwitch: 'thinking-field',
  structuredOutputs: ['json_object'],
  direct: null,
  contextTokens: 100_000,
  maxOutputTokens: 8_000,
  slowTokensPerSecond: 15,
};

export const titleQuestion: Question = {
  analysis: titleAnalysis,
  choice: modelChoice,
  revision: revisionOf(titleAnalysis, modelChoice),
};
