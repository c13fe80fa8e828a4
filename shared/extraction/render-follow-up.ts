import type * as z from 'zod';
import { describeIssue } from './judge-answer.ts';
import type { FollowUp } from './prompt.ts';

/** How many of the validator's complaints the model is told. */
const toldProblems = 20;

/** Asks for the object alone, after an answer without one. */
export function followUpOnNoJson(answer: string): FollowUp {
  return {
    answer,
    request:
      'That is not one JSON object that can be parsed. Answer again with the JSON object alone: no fence, no words around it, every string closed and escaped.',
  };
}

/**
 * Tells the model what its answer lacks.
 *
 * @param wanted properties: those that are asked for again; `null` for the whole object
 */
export function followUpOnProblems(
  answer: string,
  wanted: {
    readonly issues: readonly z.core.$ZodIssue[];
    readonly properties: readonly string[] | null;
  },
): FollowUp {
  const { issues, properties } = wanted;
  const lines = issues.slice(0, toldProblems).map((issue) => `- ${describeIssue(issue)}`);
  const what =
    properties === null
      ? 'Answer again with the whole JSON object, corrected.'
      : `Answer with one JSON object that has only these properties, corrected: ${properties.map((name) => JSON.stringify(name)).join(', ')}.`;
  return {
    answer,
    request: `Your answer does not fit the JSON Schema:\n${lines.join('\n')}\n\n${what} Use only what the document says.`,
  };
}
