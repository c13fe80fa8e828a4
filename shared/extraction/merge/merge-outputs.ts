import { type Analysis, jsonSchemaOf } from '../../analysis/define-analysis.ts';
import { type OutputNode, readOutputNode } from '../../analysis/output-node.ts';
import { firstOfEach, mergeValues } from './merge-values.ts';
import { defaultRuleOf, mergeRulesOf, type PropertyRule } from './property-rules.ts';
import { identityOf, isEmpty, isObject } from './same-value.ts';

type Output = Readonly<Record<string, unknown>>;

/** One output of several, as far as rules alone make it. */
export interface MergedOutputs {
  readonly merged: Record<string, unknown>;
  /**
   * Properties that the model has to merge, in the order of the schema. Until it has, `merged` holds
   * what the first part says.
   */
  readonly toAsk: readonly string[];
}

/**
 * Makes one output of the outputs of a document's parts.
 *
 * A property whose rule is to ask the model needs no asking where at most one part says anything, or
 * all say the same.
 *
 * @param outputs in the order of the document, each fit for the schema
 */
export function mergeOutputs(
  analysis: Pick<Analysis, 'schema' | 'merge'>,
  outputs: readonly Output[],
): MergedOutputs {
  const [first] = outputs;
  if (outputs.length < 2) return { merged: { ...first }, toAsk: [] };

  const schema = jsonSchemaOf(analysis);
  const merger = new Merger(schema);
  const rules = mergeRulesOf(analysis);
  const { value, open } = merger.mergeObjects(outputs, {
    node: readOutputNode(schema, schema),
    ruleOf: (name) => rules.get(name),
  });
  return { merged: value, toAsk: open };
}

interface Place {
  readonly node: OutputNode;
  /** A rule that goes before the default. */
  readonly ruleOf: (name: string) => PropertyRule | undefined;
}

class Merger {
  readonly #schema: unknown;

  constructor(schema: unknown) {
    this.#schema = schema;
  }

  /** `open` names the properties that only the model can merge. */
  mergeObjects(
    objects: readonly Output[],
    { node, ruleOf }: Place,
  ): { value: Record<string, unknown>; open: string[] } {
    const { properties = {}, additionalProperties } = node;
    const entries: [string, unknown][] = [];
    const open: string[] = [];
    for (const name of namesIn(properties, objects)) {
      const values = objects.flatMap((one) => (Object.hasOwn(one, name) ? [one[name]] : []));
      const schema = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      const { value, isOpen } = this.#mergeProperty(values, schema, ruleOf(name));
      entries.push([name, value]);
      if (isOpen) open.push(name);
    }
    return { value: Object.fromEntries(entries), open };
  }

  #mergeProperty(
    values: readonly unknown[],
    schema: unknown,
    declared: PropertyRule | undefined,
  ): { value: unknown; isOpen: boolean } {
    const node = readOutputNode(schema, this.#schema);
    const rule = declared ?? defaultRuleOf(node);
    if (rule === 'ask') {
      const said = values.filter((value) => !isEmpty(value));
      const isOpen = firstOfEach(said, identityOf).length > 1;
      return { value: mergeValues('first', values), isOpen };
    }
    if (rule !== 'by-property') return { value: mergeValues(rule, values), isOpen: false };

    const objects = values.filter((value) => isObject(value));
    if (objects.length < 2) return { value: mergeValues('first', values), isOpen: false };
    const { value, open } = this.mergeObjects(objects, { node, ruleOf: () => undefined });
    return { value, isOpen: open.length > 0 };
  }
}

/** In the order of the schema, then of the parts; only what some part has. */
function namesIn(properties: object, objects: readonly Output[]): string[] {
  const present = new Set(objects.flatMap((one) => Object.keys(one)));
  const declared = Object.keys(properties).filter((name) => present.has(name));
  return [...new Set([...declared, ...present])];
}
