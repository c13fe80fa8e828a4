import type * as z from 'zod';
import type { Analysis } from '../../analysis/define-analysis.ts';
import { acceptOutput } from '../accept-output.ts';
import type { Acceptance, JsonObject } from '../asking.ts';
import { stepsOf } from '../grounding/json-pointer.ts';
import { quotesIn } from '../grounding/quotes-in.ts';
import { type PropertyPath, replaceAt, valueAt } from '../property-path.ts';
import { isEmpty } from './same-value.ts';

/** What a model's answer is held to that merges properties of parts' outputs. */
export interface MergeTerms {
  readonly analysis: Pick<Analysis, 'schema'>;
  /** What the rules made of the outputs: everything but the properties that are asked for. */
  readonly merged: JsonObject;
  /** Every quote that a part gives. */
  readonly quotes: ReadonlySet<string>;
}

/** The texts of all quotes in the outputs of parts. */
export function quotesOf(
  analysis: Pick<Analysis, 'schema'>,
  outputs: readonly JsonObject[],
): ReadonlySet<string> {
  return new Set(outputs.flatMap((output) => quotesIn(analysis, output).map(({ text }) => text)));
}

/**
 * Makes a whole output of what the rules merged and what the model did. Only the properties that were
 * asked for are taken from the answer. It has to say something of each, for parts do, and its quotes
 * have to be theirs, character by character.
 *
 * @param asked properties that at least one part says something of
 */
export function acceptMerged(
  found: JsonObject,
  asked: readonly PropertyPath[],
  { analysis, merged, quotes }: MergeTerms,
): Acceptance {
  const missing = asked.filter((path) => isEmpty(valueAt(found, path)));
  if (missing.length > 0) {
    return { issues: missing.map((path) => issueAt(path, 'says nothing, but parts do')) };
  }
  const acceptance = acceptOutput(analysis, replaceAt(merged, found, asked));
  if ('issues' in acceptance) return acceptance;
  const foreign = quotesIn(analysis, acceptance.output).filter(({ text }) => !quotes.has(text));
  if (foreign.length === 0) return acceptance;
  return {
    issues: foreign.map(({ path }) =>
      issueAt(stepsOf(path), 'is not, character by character, what a part copied'),
    ),
  };
}

function issueAt(path: PropertyPath, message: string): z.core.$ZodIssueCustom {
  return { code: 'custom', path: [...path], message };
}
