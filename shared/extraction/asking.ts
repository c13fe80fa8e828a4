import type * as z from 'zod';
import type { Range } from '../document/range.ts';
import type { ModelChoice } from './model-choice.ts';
import type { Prompt } from './prompt.ts';
import type { StructuredOutput } from './structured-output.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** An output, or what the validator has against it. */
export type Acceptance =
  | { readonly output: JsonObject }
  | { readonly issues: readonly z.core.$ZodIssue[] };

/** One thing that a model is asked, and what makes its answer of use. */
export interface Asking {
  /** The range of the document that it is about; `null` for what parts are merged by. */
  readonly about: Range | null;
  /** Of the provider that is asked first, with what remedies changed of it. */
  readonly choice: ModelChoice;
  /**
   * Whether a remedy took the thinking away, so that it is taken from a fallback too.
   *
   * @default false
   */
  readonly unthinking?: boolean;
  /**
   * What blanked an answer: whoever is asked is held to JSON by less.
   *
   * @default nothing did
   */
  readonly weakerThan?: StructuredOutput;
  readonly prompt: Prompt;
  /** JSON Schema of the object that is asked for. */
  readonly schema: JsonObject;
  /** Room that the answer is to have, reasoning included, in tokens. */
  readonly wantedTokens: number;
  /** What the estimate of its tokens is multiplied by, as the provider counted others. */
  readonly tokenCorrection: number;
  /** Counts how often the same was asked because an answer was of no use, from 1. */
  readonly ask: number;
  /** Makes an output of the object in an answer. */
  readonly accept: (found: JsonObject) => Acceptance;
}
