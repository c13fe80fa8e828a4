import type { SchemaNode } from './json-schema-node.ts';
import type { Material } from './material.ts';

/** A number of the document that keeps the schema's bounds, else one made of the bounds; `null` if none is found. */
export function fillNumber(
  node: SchemaNode,
  isInteger: boolean,
  material: Material,
): number | null {
  const fits = (value: number): boolean =>
    fitsBounds(node, value) && (!isInteger || Number.isInteger(value));
  const found = material.next(`numbers ${JSON.stringify(node)}`, material.numbers.filter(fits));
  return found ?? numbersOfBounds(node, isInteger).find(fits) ?? null;
}

function fitsBounds(node: SchemaNode, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = node;
  if (multipleOf !== undefined && !Number.isInteger(Number((value / multipleOf).toFixed(9))))
    return false;
  return (
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity) &&
    value > (exclusiveMinimum ?? -Infinity) &&
    value < (exclusiveMaximum ?? Infinity)
  );
}

function numbersOfBounds(node: SchemaNode, isInteger: boolean): number[] {
  const low = Math.max(node.minimum ?? -Infinity, node.exclusiveMinimum ?? -Infinity);
  const high = Math.min(node.maximum ?? Infinity, node.exclusiveMaximum ?? Infinity);
  const step = node.multipleOf ?? 1;
  const bounds = [low, high].filter(Number.isFinite);
  const onSteps = bounds.flatMap((bound) =>
    [
      Math.floor(bound / step) - 1,
      Math.floor(bound / step),
      Math.ceil(bound / step),
      Math.ceil(bound / step) + 1,
    ].map(
      // Rounded, because 3 × 0.1 is not 0.3.
      (count) => Number((count * step).toPrecision(12)),
    ),
  );
  return [0, ...onSteps, ...bounds, ...(isInteger ? [] : [(low + high) / 2])];
}
