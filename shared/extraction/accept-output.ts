import { type Analysis, jsonSchemaOf } from '../analysis/define-analysis.ts';
import type { Acceptance, JsonObject } from './asking.ts';
import { withoutInventedNulls } from './without-invented-nulls.ts';

/**
 * Validates an output by the analysis's schema, which is of an object. A null that a strict schema
 * made the model say in the place of nothing is left out first.
 */
export function acceptOutput(analysis: Pick<Analysis, 'schema'>, found: JsonObject): Acceptance {
  const said = withoutInventedNulls(jsonSchemaOf(analysis), found);
  const parsed = analysis.schema.safeParse(said);
  if (!parsed.success) return { issues: parsed.error.issues };
  return { output: { ...Object(parsed.data) } };
}
