import type { Exchange } from '../../extraction/exchange.ts';
import type { ModelChoice } from '../../extraction/model-choice.ts';
import type { Question } from '../../extraction/question.ts';
import { BudgetReserved, HeldByBudget } from '../../failure/budget-errors.ts';
import { ModelRequestForbidden } from '../../failure/model-errors.ts';
import { ProviderRefuses } from '../../failure/provider-errors.ts';
import type { Outcome } from '../../job/build-result.ts';
import { type Ask, type AskPorts, recall, replay } from './ask.ts';
import { askModel } from './ask-model.ts';
import { findRefusal } from './pass-breakers.ts';

export interface FallbackPorts {
  /** Whom to ask while the first provider refuses, in order. */
  readonly fallbacksOf: (question: Question) => readonly ModelChoice[];
}

/**
 * Brings the answer of the first provider, or while that refuses, of the next one that does not. An
 * answer that any of them has given before is taken first, and one that the job paid for itself before
 * all others: it is the one in the job's books.
 *
 * @param asks the same question to each provider, in order
 * @throws {ProviderRefuses} where all of them refuse, or all but those that forbid this very question
 * @throws {ModelRequestForbidden} where all of them forbid it
 * @throws {HeldByBudget} {@link BudgetReserved} of the first, where no budget has room for any
 */
export async function askAnyProvider(
  asks: readonly [Ask, ...Ask[]],
  ports: AskPorts,
): Promise<Exchange> {
  const [first, ...fallbacks] = asks;
  if (fallbacks.length === 0) return askModel(first, ports);
  const answer = (await keptAnswer(asks, ports)) ?? (await askInTurn(asks, ports));
  // Whoever answers, the others may have been asked before, by a worker that died of it.
  for (const one of asks) {
    if (one.requestHash !== answer.requestHash) await recall(one.requestHash, one, ports);
  }
  return answer;
}

async function keptAnswer(asks: readonly Ask[], ports: AskPorts): Promise<Exchange | undefined> {
  const found = await Promise.all(
    asks.map(async (ask) => ({ ask, exchange: await ports.exchanges.get(ask.requestHash) })),
  );
  const kept = found.flatMap(({ ask, exchange }) =>
    exchange === undefined ? [] : [{ ask, exchange }],
  );
  const own = kept.find(({ ask, exchange }) => exchange.paidBy.jobId === ask.job.jobId);
  const chosen = own ?? kept[0];
  return chosen === undefined ? undefined : replay(chosen.exchange, chosen.ask);
}

async function askInTurn(asks: readonly Ask[], ports: AskPorts): Promise<Exchange> {
  const refusals: ProviderRefuses[] = [];
  let budget: unknown;
  let forbidden: unknown;
  for (const one of asks) {
    try {
      return await askModel(one, ports);
    } catch (error) {
      if (error instanceof ProviderRefuses) refusals.push(error);
      else if (error instanceof ModelRequestForbidden) forbidden ??= error;
      else if (await wouldBeRefused(error, one, ports)) budget ??= error;
      else throw error;
    }
  }
  // Whichever takes calls again first may answer; one that has no room in a budget would not.
  const [refusal, ...others] = refusals;
  throw refusal === undefined ? (budget ?? forbidden) : refusal.or(others);
}

/** A budget has no say in what a provider would refuse all the same: the next one may fit it. */
async function wouldBeRefused(
  error: unknown,
  { question, job }: Ask,
  ports: AskPorts,
): Promise<boolean> {
  if (!(error instanceof HeldByBudget || error instanceof BudgetReserved)) return false;
  return (await findRefusal({ choice: question.choice, jobId: job.jobId }, ports)) !== null;
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
