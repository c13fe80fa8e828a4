import type * as z from 'zod';
import {
  AnswerBlank,
  AnswerEatenByThinking,
  AnswerNotJson,
  AnswerOffSchema,
  AnswerRefused,
  AnswerTruncated,
  type AnswerUnusable,
} from '../failure/answer-errors.ts';
import type { Asking, JsonObject } from './asking.ts';
import type { Exchange } from './exchange.ts';
import { findJsonObject } from './find-json-object.ts';

/** What an answer is good for. */
export type Verdict =
  | { readonly kind: 'usable'; readonly output: JsonObject }
  | {
      readonly kind: 'unusable';
      /** Carries the usage of the exchange, which was paid all the same. */
      readonly failure: AnswerUnusable;
      /** The object that does not fit the schema; `null` where the answer holds none. */
      readonly offSchema: OffSchema | null;
    };

/** An object that does not fit. */
export interface OffSchema {
  readonly found: JsonObject;
  readonly issues: readonly z.core.$ZodIssue[];
}

/**
 * Judges an answer: it is of use if it ended because the model was done, is JSON (perhaps fenced,
 * with words around it, or with small mistakes), and fits the schema.
 */
export function judgeAnswer(
  { accept }: Pick<Asking, 'accept'>,
  exchange: Pick<Exchange, 'answer' | 'reasoning' | 'finishReason' | 'usage'>,
): Verdict {
  const { answer, reasoning, finishReason, usage } = exchange;
  if (finishReason === 'content_filter') return unusable(new AnswerRefused(usage));

  const isBlank = answer.trim() === '';
  if (isBlank && isThought(reasoning, usage)) {
    return unusable(new AnswerEatenByThinking(finishReason, usage));
  }
  if (finishReason !== 'stop') return unusable(new AnswerTruncated(finishReason, usage));
  if (isBlank) return unusable(new AnswerBlank(usage));

  const found = findJsonObject(answer);
  if (found === undefined) return unusable(new AnswerNotJson(usage));

  const accepted = accept(found);
  if ('output' in accepted) return { kind: 'usable', output: accepted.output };
  const { issues } = accepted;
  return unusable(new AnswerOffSchema(describeIssues(issues), usage), { found, issues });
}

function unusable(failure: AnswerUnusable, offSchema: OffSchema | null = null): Verdict {
  return { kind: 'unusable', failure, offSchema };
}

function isThought(reasoning: string | null, { reasoningTokens }: Exchange['usage']): boolean {
  return (reasoning ?? '').trim() !== '' || (reasoningTokens ?? 0) > 0;
}

/** How many of the validator's complaints a message repeats. */
const shownProblems = 5;

/** What does not fit, as a message says it. */
export function describeIssues(issues: readonly z.core.$ZodIssue[]): string[] {
  const problems = issues.slice(0, shownProblems).map(describeIssue);
  const rest = issues.length - problems.length;
  return rest > 0 ? [...problems, `and ${rest} more`] : problems;
}

/** Where and what, in the schema's words: an answer may repeat the document, so its words stay out. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const pointer = issue.path.map((step) => `/${String(step).slice(0, 40)}`).join('') || '/';
  return issue.code === 'unrecognized_keys'
    ? `${pointer} has ${issue.keys.length} unknown properties`
    : `${pointer} ${issue.message}`;
}
