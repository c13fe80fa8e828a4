import type { Asking } from './asking.ts';
import type { ModelChoice } from './model-choice.ts';
import { structuredOutputs, type StructuredOutput } from './structured-output.ts';
import { withoutThinking } from './without-thinking.ts';

/** A fallback as it is asked after answers of no use: under the remedies that the first choice got. */
export function underRemedies(
  choice: ModelChoice,
  { unthinking = false, weakerThan }: Pick<Asking, 'unthinking' | 'weakerThan'>,
): ModelChoice {
  const direct = unthinking ? (withoutThinking(choice) ?? choice) : choice;
  if (weakerThan === undefined) return direct;
  const weaker = direct.structuredOutputs.filter((one) => isWeaker(one, weakerThan));
  const weakest = direct.structuredOutputs.slice(-1);
  return { ...direct, structuredOutputs: weaker.length === 0 ? weakest : weaker };
}

/** Whether a model is held to JSON less strictly by one than by the other. */
function isWeaker(one: StructuredOutput, other: StructuredOutput): boolean {
  return structuredOutputs.indexOf(one) > structuredOutputs.indexOf(other);
}
