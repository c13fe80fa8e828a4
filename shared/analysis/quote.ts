import * as z from 'zod';

/**
 * Which schemas mark verbatim evidence. A registry of our own: the mark is in no JSON Schema, which
 * strict dialects would refuse for it, and what is made of a marked schema inherits it.
 */
const marks = z.registry<{ readonly isQuote: true }>();

/**
 * A string that is copied from the document word for word: the pipeline looks it up there and says
 * where it stands, or that it does not.
 *
 * Everything that a string can be made into stays a quote: `.nullable()`, `.max(200)`, `.refine(…)`.
 * For providers it is a plain string of at least one character.
 */
export function quote(description?: string): z.ZodString {
  const text = z.string().min(1);
  const described = description === undefined ? text : text.describe(description);
  return described.register(marks, { isQuote: true });
}

/** Whether a schema itself, not a part of it, marks verbatim evidence. */
export function isQuote(schema: z.core.$ZodType): boolean {
  return marks.get(schema)?.isQuote === true;
}
