import type { ModelChoice } from '../extraction/model-choice.ts';
import type { StructuredOutput } from '../extraction/structured-output.ts';

/** Whom a refusal came from: what a model refuses while it thinks, it may take otherwise. */
export type AskedModel = Pick<ModelChoice, 'providerIdentity' | 'model' | 'thinking'>;

/** Which kinds of structured output providers refused lately, so that they are not asked each time. */
export interface ModeMemory {
  /** None where nothing is known; an old refusal is forgotten, since providers learn. */
  recall(model: AskedModel): Promise<readonly StructuredOutput[]>;

  /** @param refused all that the model is known to refuse */
  remember(model: AskedModel, refused: readonly StructuredOutput[]): Promise<void>;
}
