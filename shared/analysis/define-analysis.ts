import * as z from 'zod';
import { checkMergeRules } from './check-merge-rules.ts';
import type { MergeRules } from './merge-rules.ts';

/** What is asked of a document. One file in built-in/ per analysis. */
export interface Analysis<Output = unknown> {
  /** As in the key of an upload: `[a-z][a-z0-9-]{0,62}`. */
  readonly name: string;
  /** One sentence for people who choose among analyses. */
  readonly description: string;
  /** What to do, in words for the model; the same for every document. */
  readonly instructions: string;
  /** What the output must be: it validates answers and becomes the JSON Schema and the SQL columns. */
  readonly schema: z.ZodType<Output>;
  /** An output that fits the schema, shown to the model. */
  readonly example: Output;
  /**
   * Whether the model thinks before it answers.
   *
   * @default as the deployment's settings say
   */
  readonly thinking?: boolean;
  /**
   * Room for an answer, in tokens; the model's own limit and the time left may make it smaller.
   *
   * @default 8192
   */
  readonly maxOutputTokens?: number;
  /**
   * Room for reasoning where the model thinks, in tokens, on top of `maxOutputTokens`.
   *
   * @default 16384
   */
  readonly maxReasoningTokens?: number;
  /**
   * How outputs of a long document's parts become one, by property.
   *
   * @default by the kind of property, as `defaultRuleOf` in extraction/merge says: lists are
   *   deduplicated, texts are merged by the model, numbers and choices by majority
   */
  readonly merge?: MergeRules;
}

const namePattern = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * Makes an analysis out of its parts.
 *
 * @throws {TypeError} when the name cannot be a folder of a key, or the schema is not of an object,
 *   or a merge rule cannot be kept
 * @throws {z.ZodError} when the example does not fit the schema
 */
export function defineAnalysis<Output>(analysis: Analysis<Output>): Analysis<Output> {
  if (!namePattern.test(analysis.name)) {
    throw new TypeError(
      `analysis name ${JSON.stringify(analysis.name)} does not match ${namePattern}`,
    );
  }
  const jsonSchema = jsonSchemaOf(analysis);
  if (jsonSchema['type'] !== 'object') {
    throw new TypeError(`the schema of analysis ${analysis.name} is not of an object`);
  }
  checkMergeRules(analysis.merge ?? {}, jsonSchema);
  analysis.schema.parse(analysis.example);
  return analysis;
}

/** The JSON Schema (draft 2020-12) of an analysis's output, without the `$schema` line. */
export function jsonSchemaOf(analysis: Pick<Analysis, 'schema'>): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(analysis.schema);
  return schema;
}
