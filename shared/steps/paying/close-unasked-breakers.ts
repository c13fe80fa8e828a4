import { scopesOf } from '../../extraction/breaker.ts';
import type { Question } from '../../extraction/question.ts';
import { withoutThinking } from '../../extraction/without-thinking.ts';
import type { Job } from '../../job/job.ts';
import type { FallbackPorts } from './ask-any-provider.ts';
import { type BreakerPorts, closeBreakers, findOpen } from './pass-breakers.ts';

/**
 * Closes the breakers that held a job and that its question no longer asks, since a deployment changed
 * provider or model: no try of it would ever close them, and the others that they hold would go on one by
 * one. Where somebody still asks there, the next refusal opens them again.
 */
export async function closeUnaskedBreakers(
  { heldBy }: Job,
  question: Question,
  ports: BreakerPorts & FallbackPorts,
): Promise<void> {
  const choices = [question.choice, ...ports.fallbacksOf(question)].flatMap((choice) => [
    choice,
    withoutThinking(choice) ?? choice,
  ]);
  const asked = new Set(choices.flatMap((choice) => scopesOf(choice)));
  const unasked = heldBy.filter((scope) => !asked.has(scope));
  await closeBreakers(await findOpen(unasked, ports.breakers), 'deployment', ports);
}
