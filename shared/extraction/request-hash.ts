import { createHash } from 'node:crypto';
import type { ModelChoice } from './model-choice.ts';
import type { Prompt } from './prompt.ts';

/**
 * The identity of an exchange: 64 hex digits.
 *
 * Everything that is sent is in it; of the room for the answer what the analysis wants, not what the
 * time left allowed: the answer to the same question is the same answer, whenever it was asked.
 */
export function requestHash(request: {
  readonly choice: ModelChoice;
  readonly prompt: Prompt;
  readonly schema: Readonly<Record<string, unknown>>;
  /** As `wantedTokensOf` says. */
  readonly wantedTokens: number;
  readonly ask: number;
  readonly generation: number;
}): string {
  const { choice, prompt, schema, wantedTokens, ask, generation } = request;
  return createHash('sha256')
    .update(
      JSON.stringify([
        choice.providerIdentity,
        choice.model,
        choice.thinking,
        choice.thinkingSwitch,
        choice.structuredOutputs,
        prompt.instructions,
        prompt.document,
        prompt.followUp?.answer,
        prompt.followUp?.request,
        schema,
        wantedTokens,
        ask,
        generation,
      ]),
    )
    .digest('hex');
}
