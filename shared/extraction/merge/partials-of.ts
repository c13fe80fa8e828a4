import type { JsonObject } from '../asking.ts';
import { pickAt, type PropertyPath, valueAt } from '../property-path.ts';
import { isEmpty } from './same-value.ts';

/**
 * What parts say of the properties that the model merges, in the order of the document; parts that
 * say nothing left out.
 */
export function partialsOf(
  outputs: readonly JsonObject[],
  toAsk: readonly PropertyPath[],
): readonly JsonObject[] {
  return outputs.flatMap((output) => {
    const said = saidOf(toAsk, [output]);
    return said.length === 0 ? [] : [pickAt(output, said)];
  });
}

/** Those of some properties that at least one of the outputs says anything of. */
export function saidOf(
  properties: readonly PropertyPath[],
  outputs: readonly JsonObject[],
): readonly PropertyPath[] {
  return properties.filter((path) => outputs.some((output) => !isEmpty(valueAt(output, path))));
}
