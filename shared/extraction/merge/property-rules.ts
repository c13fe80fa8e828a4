import { type Analysis, jsonSchemaOf } from '../../analysis/define-analysis.ts';
import type { MergeRule } from '../../analysis/merge-rules.ts';
import { type OutputNode, readOutputNode } from '../../analysis/output-node.ts';

/** How a property is merged; `by-property`: it is an object, each of its own by its own default. */
export type PropertyRule = MergeRule | 'by-property';

/** The rules of all properties of an analysis's output, declared or by default. */
export function mergeRulesOf(
  analysis: Pick<Analysis, 'schema' | 'merge'>,
): ReadonlyMap<string, PropertyRule> {
  const schema = jsonSchemaOf(analysis);
  const { properties = {} } = readOutputNode(schema, schema);
  return new Map(
    Object.entries(properties).map(([name, property]): [string, PropertyRule] => [
      name,
      analysis.merge?.[name] ?? defaultRuleOf(readOutputNode(property, schema)),
    ]),
  );
}

/**
 * How a property is merged that no rule is declared for; that it may be null or left out makes no
 * difference.
 *
 * - Lists are deduplicated: parts do not overlap, but speak of the same things. A list that may only
 *   be so long is the model's to choose from.
 * - Texts are merged by the model, for no part has read what the others say. Dates, choices and all
 *   else that has a format or a pattern is no prose: most parts are right.
 * - Numbers and yes or no: what most parts say. A sum has to be declared, as not every number is
 *   one of things counted.
 * - Objects property by property, by these same defaults.
 * - What may be of several kinds: the first.
 */
export function defaultRuleOf(node: OutputNode): PropertyRule {
  if (node.enum !== undefined || 'const' in node) return 'majority';
  switch (node.type) {
    case 'array':
      return node.maxItems === undefined && node.prefixItems === undefined ? 'deduplicate' : 'ask';
    case 'string':
      return node.format === undefined && node.pattern === undefined ? 'ask' : 'majority';
    case 'boolean':
    case 'number':
    case 'integer':
      return 'majority';
    case 'object':
      return 'by-property';
    case null:
    default:
      return 'first';
  }
}
