import * as z from 'zod';
import type { Acceptance, JsonObject } from '../asking.ts';
import type { FollowUp } from '../prompt.ts';
import type { QuoteAt } from './quotes-in.ts';

const mendedSchema = z.strictObject({
  quotes: z.array(
    z.strictObject({
      path: z.string().describe('as it was given'),
      quote: z.string().nullable().describe('the exact words of the document, else null'),
    }),
  ),
});

const { $schema: _, ...jsonSchema } = z.toJSONSchema(mendedSchema);

/** JSON Schema of the answer to {@link followUpOnQuotes}. */
export const mendedQuotesSchema: JsonObject = jsonSchema;

/** Asks for the exact words in the place of quotes that are not in the document. */
export function followUpOnQuotes(answer: string, missing: readonly QuoteAt[]): FollowUp {
  const lines = missing.map(({ path, text }) => JSON.stringify({ path, quote: text }));
  return {
    answer,
    request: `These quotes of your answer do not stand in the document, character by character and in one place:\n${lines.join('\n')}\n\nAnswer with one JSON object that fits this JSON Schema: ${JSON.stringify(mendedQuotesSchema)}\nGive for each path the words of the document that prove the same, copied exactly; null where there are none.`,
  };
}

/** Validates the answer to {@link followUpOnQuotes}. */
export function acceptMendedQuotes(found: JsonObject): Acceptance {
  const { success, data, error } = mendedSchema.safeParse(found);
  return success ? { output: data } : { issues: error.issues };
}

/**
 * The output with those quotes replaced that were asked for and are found now.
 *
 * @param mended accepted by {@link acceptMendedQuotes}
 */
export function withMendedQuotes(
  output: JsonObject,
  mended: JsonObject,
  { missing, isFound }: Missing,
): JsonObject {
  const asked = new Set(missing.map(({ path }) => path));
  const { quotes } = mendedSchema.parse(mended);
  return quotes.reduce<JsonObject>(
    (changed, { path, quote }) =>
      quote !== null && asked.has(path) && isFound(quote)
        ? { ...Object(replaceAt(changed, pathOf(path), quote)) }
        : changed,
    output,
  );
}

interface Missing {
  readonly missing: readonly QuoteAt[];
  readonly isFound: (quote: string) => boolean;
}

/** The steps of a JSON pointer (RFC 6901). */
function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function replaceAt(value: unknown, [step, ...rest]: readonly string[], text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      String(index) === step ? replaceAt(item, rest, text) : item,
    );
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: replaceAt(Reflect.get(value, step), rest, text) };
}
