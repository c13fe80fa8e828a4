import * as z from 'zod';
import { type Analysis, jsonSchemaOf } from '../../analysis/define-analysis.ts';
import { isEmpty } from './same-value.ts';

/** Some properties of an output, to be merged by the model. */
export interface MergeRequest {
  /** JSON Schema of an object with these properties alone, and the definitions that they refer to. */
  readonly schema: Record<string, unknown>;
  /** What the parts say of them, in the order of the document; parts that say nothing left out. */
  readonly partials: readonly Readonly<Record<string, unknown>>[];
}

/** What the model is given to merge some properties of the outputs of a document's parts. */
export function mergeRequest(
  analysis: Pick<Analysis, 'schema'>,
  properties: readonly string[],
  outputs: readonly Readonly<Record<string, unknown>>[],
): MergeRequest {
  const partials = outputs
    .map((output) => pick(output, properties, isEmpty))
    .filter((partial) => Object.keys(partial).length > 0);
  return { schema: schemaOfProperties(analysis, properties), partials };
}

/** The JSON Schema of an object with some properties of an output alone, in the order of the whole. */
export function schemaOfProperties(
  analysis: Pick<Analysis, 'schema'>,
  properties: readonly string[],
): Record<string, unknown> {
  const whole = jsonSchemaOf(analysis);
  const all = z.record(z.string(), z.unknown()).parse(whole['properties'] ?? {});
  const required = z.array(z.string()).parse(whole['required'] ?? []);
  return withRootDefined(whole, {
    ...whole,
    properties: pick(all, properties),
    required: required.filter((name) => properties.includes(name)),
  });
}

/** The named properties that an object has, in its own order, those that `isLeftOut` out. */
export function pick(
  object: Readonly<Record<string, unknown>>,
  names: readonly string[],
  isLeftOut: (value: unknown) => boolean = () => false,
): Record<string, unknown> {
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.filter(([name, value]) => names.includes(name) && !isLeftOut(value)),
  );
}

const rootName = 'wholeOutput';

/** An output that contains itself refers to the root, which the reduced schema no longer is. */
function withRootDefined(
  whole: Readonly<Record<string, unknown>>,
  reduced: Record<string, unknown>,
): Record<string, unknown> {
  if (!JSON.stringify(reduced).includes('"$ref":"#"')) return reduced;
  const redirected = redirectRoot(reduced);
  const definitions = z.record(z.string(), z.unknown()).parse(redirected['$defs'] ?? {});
  const { $defs: _, ...root } = redirectRoot(whole);
  return { ...redirected, $defs: { ...definitions, [rootName]: root } };
}

function redirectRoot(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const json = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' && value === '#' ? `#/$defs/${rootName}` : value,
  );
  return z.record(z.string(), z.unknown()).parse(JSON.parse(json));
}
