import type { Analysis } from '../analysis/define-analysis.ts';
import type { ModelChoice } from './model-choice.ts';

/** An analysis as this deployment asks it: with which model, under which revision. */
export interface Question {
  readonly analysis: Analysis;
  readonly choice: ModelChoice;
  readonly revision: string;
}

/** Resolves an analysis of the catalogue, or `undefined` where there is none of that name. */
export type FindQuestion = (analysis: string) => Promise<Question | undefined>;
