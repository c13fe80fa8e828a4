import type { Exchange } from '../../extraction/exchange.ts';
import type { ModelChoice } from '../../extraction/model-choice.ts';
import type { Question } from '../../extraction/question.ts';
import { BudgetReserved, HeldByBudget } from '../../failure/budget-errors.ts';
import { ProviderRefuses } from '../../failure/provider-errors.ts';
import type { Outcome } from '../../job/build-result.ts';
import { type Ask, type AskPorts, replay } from './ask.ts';
import { askModel, hashOf } from './ask-model.ts';
import { findRefusal } from './pass-breakers.ts';

export interface FallbackPorts {
  /** Whom to ask while the first provider refuses, in order. */
  readonly fallbacksOf: (question: Question) => readonly ModelChoice[];
}

/**
 * Brings the answer of the first provider, or while that refuses, of the next one that does not. An
 * answer that any of them has given before is taken first.
 *
 * @param asks the same question to each provider, in order
 * @throws {ProviderRefuses} {@link HeldByBudget} {@link BudgetReserved} of the first, where all of
 *   them refuse
 */
export async function askAnyProvider(
  asks: readonly [Ask, ...Ask[]],
  ports: AskPorts,
): Promise<Exchange> {
  for (const one of asks.length === 1 ? [] : asks) {
    const kept = await ports.exchanges.get(hashOf(one));
    if (kept !== undefined) return replay(kept, one);
  }
  const refusals: ProviderRefuses[] = [];
  let first: unknown;
  for (const one of asks) {
    try {
      return await askModel(one, ports);
    } catch (error) {
      const refusal = await refusalIn(error, one, ports);
      if (refusal === null) throw error;
      first ??= error;
      refusals.push(refusal);
    }
  }
  // Whichever takes calls again first may answer.
  throw first instanceof ProviderRefuses ? first.or(refusals.slice(1)) : first;
}

/** A budget has no say in what a provider would refuse all the same: the next one may fit it. */
async function refusalIn(
  error: unknown,
  { question, job }: Ask,
  ports: AskPorts,
): Promise<ProviderRefuses | null> {
  if (error instanceof ProviderRefuses) return error;
  if (!(error instanceof HeldByBudget || error instanceof BudgetReserved)) return null;
  return findRefusal({ choice: question.choice, jobId: job.jobId }, ports);
}

/** An outcome that says so where other providers than the first one answered, be it one part. */
export function namingProvider(
  outcome: Outcome,
  question: Question,
  { fallbacksOf }: FallbackPorts,
): Outcome {
  const { choice: first } = question;
  const answered = fallbacksOf(question).filter((fallback) =>
    outcome.exchanges.some(({ exchange }) => isOf(fallback, exchange)),
  );
  const names = new Set(answered.map(({ provider }) => provider));
  const said = [...names].map((name) => `${name} was asked, as ${first.provider} refused calls`);
  return { ...outcome, warnings: [...outcome.warnings, ...said] };
}

/** Without thinking a provider may have another model for it. */
function isOf({ provider, model, direct }: ModelChoice, { paidBy }: Exchange): boolean {
  return provider === paidBy.provider && (model === paidBy.model || direct?.model === paidBy.model);
}
