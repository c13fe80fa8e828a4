import type { ModelChoice } from './model-choice.ts';

/**
 * The same model asked without thinking; `null` where it does not think, or cannot be told not to.
 */
export function withoutThinking(choice: ModelChoice): ModelChoice | null {
  const { direct } = choice;
  return direct === null ? null : { ...choice, ...direct, thinking: false, direct: null };
}
