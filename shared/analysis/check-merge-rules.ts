import type { MergeRule, MergeRules } from './merge-rules.ts';
import { type OutputNode, readOutputNode } from './output-node.ts';

/**
 * Makes sure that every merge rule can be kept: that its property exists and is of a kind that the
 * rule merges.
 *
 * @param schema JSON Schema of the output
 * @throws {TypeError} that names the property and the rule
 */
export function checkMergeRules(rules: MergeRules, schema: unknown): void {
  const { properties = {} } = readOutputNode(schema, schema);
  for (const [name, rule] of Object.entries(rules)) {
    if (!Object.hasOwn(properties, name)) {
      throw new TypeError(
        `merge rule for ${name}: the schema has no such property, only ${Object.keys(properties).join(', ')}`,
      );
    }
    const problem = problemWith(rule, readOutputNode(properties[name], schema), schema);
    if (problem !== null) {
      throw new TypeError(`merge rule ${JSON.stringify(rule)} for ${name}: ${problem}`);
    }
  }
}

function problemWith(rule: MergeRule, node: OutputNode, schema: unknown): string | null {
  switch (rule) {
    case 'first':
    case 'last':
    case 'majority':
    case 'ask':
      return null;
    case 'sum':
      return node.type === 'number' || node.type === 'integer' ? null : 'only numbers have a sum';
    case 'concatenate':
    case 'deduplicate':
      return node.type === 'array' ? null : 'it is for lists only';
    default:
      return problemWithKey(rule.deduplicateBy, node, schema);
  }
}

function problemWithKey(
  names: readonly string[],
  node: OutputNode,
  schema: unknown,
): string | null {
  if (node.type !== 'array') return 'it is for lists only';
  const { properties = {} } = readOutputNode(node.items, schema);
  const missing = names.filter((name) => !Object.hasOwn(properties, name));
  if (names.length === 0) return 'it names no property of the items';
  return missing.length === 0 ? null : `its items have no ${missing.join(', ')}`;
}
