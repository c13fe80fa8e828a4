import { type StructuredOutput, structuredOutputs } from './structured-output.ts';

/**
 * What to hold a model to JSON by where the settings name the best that its server has: that first,
 * then everything weaker that the preset knows.
 *
 * @param wish `undefined`: as the preset has it
 */
export function structuredOutputsFrom(
  wish: StructuredOutput | undefined,
  preset: readonly StructuredOutput[],
): readonly StructuredOutput[] {
  if (wish === undefined) return preset;
  const weaker = structuredOutputs.slice(structuredOutputs.indexOf(wish) + 1);
  return [wish, ...weaker.filter((mode) => preset.includes(mode))];
}
