import type * as z from 'zod';
import { type Analysis, jsonSchemaOf } from '../analysis/define-analysis.ts';
import {
  AnswerBlank,
  AnswerNotJson,
  AnswerOffSchema,
  AnswerRefused,
  AnswerTruncated,
} from '../failure/answer-errors.ts';
import type { Exchange } from './exchange.ts';
import { findJsonObject } from './find-json-object.ts';
import { withoutInventedNulls } from './without-invented-nulls.ts';

/** How many of the validator's complaints a message repeats. */
const shownProblems = 5;

/**
 * Makes an output of an answer: it ended because the model was done, is JSON (perhaps fenced, or
 * with words around it), and fits the schema.
 *
 * @throws {AnswerUnusable} with the usage of the exchange, which was paid all the same
 */
export function readAnswer(
  analysis: Pick<Analysis, 'schema'>,
  exchange: Pick<Exchange, 'answer' | 'finishReason' | 'usage'>,
): unknown {
  const { answer, finishReason, usage } = exchange;
  if (finishReason === 'content_filter') throw new AnswerRefused(usage);
  if (finishReason !== 'stop') throw new AnswerTruncated(finishReason, usage);
  if (answer.trim() === '') throw new AnswerBlank(usage);

  const found = findJsonObject(answer);
  if (found === undefined) throw new AnswerNotJson(usage);

  const parsed = analysis.schema.safeParse(withoutInventedNulls(jsonSchemaOf(analysis), found));
  if (!parsed.success) {
    const { issues } = parsed.error;
    const problems = issues.slice(0, shownProblems).map(describeIssue);
    const rest = issues.length - problems.length;
    throw new AnswerOffSchema(rest > 0 ? [...problems, `and ${rest} more`] : problems, usage);
  }
  return parsed.data;
}

/** Where and what, in the schema's words: an answer may repeat the document, so its words stay out. */
function describeIssue(issue: z.core.$ZodIssue): string {
  const pointer = issue.path.map((step) => `/${String(step).slice(0, 40)}`).join('') || '/';
  return issue.code === 'unrecognized_keys'
    ? `${pointer} has ${issue.keys.length} unknown properties`
    : `${pointer} ${issue.message}`;
}
