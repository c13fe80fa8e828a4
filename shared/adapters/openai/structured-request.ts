import type { JsonSchema } from '../../extraction/json-schema.ts';
import type { ModelChoice } from '../../extraction/model-choice.ts';
import { type StructuredOutput } from '../../extraction/structured-output.ts';
import { deepSeekDialect, openAiDialect } from './dialect/strict-dialect.ts';
import { translateSchema } from './dialect/translate-schema.ts';

/** One way to ask for JSON, with the schema in its dialect where it takes one. */
export type StructuredRequest =
  | { readonly mode: 'json_schema' | 'strict_tools'; readonly schema: JsonSchema }
  | { readonly mode: 'json_object' | 'text' };

/**
 * The ways to ask, the best first: those of the choice that can say the schema and that the provider
 * is not known to refuse; at least one.
 *
 * @param refused what is remembered
 */
export function structuredRequestsFor(
  { structuredOutputs }: Pick<ModelChoice, 'structuredOutputs'>,
  schema: JsonSchema,
  refused: readonly StructuredOutput[],
): readonly StructuredRequest[] {
  const sayable = structuredOutputs.flatMap((mode) => requestIn(mode, schema));
  const taken = sayable.filter(({ mode }) => !refused.includes(mode));
  if (taken.length > 0) return taken;
  return sayable.length > 0 ? sayable : [{ mode: 'text' }];
}

function requestIn(mode: StructuredOutput, schema: JsonSchema): readonly StructuredRequest[] {
  if (mode === 'json_object' || mode === 'text') return [{ mode }];
  const dialect = mode === 'json_schema' ? openAiDialect : deepSeekDialect;
  const translated = translateSchema(schema, dialect);
  return translated === null ? [] : [{ mode, schema: translated }];
}
