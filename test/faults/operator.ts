import { closeBreakers } from '../../cli/jobs/close-breakers.ts';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { scopeOfReason } from '../../shared/money/held-by-budget.ts';
import { budgetLimit } from '../builders/budget.ts';
import type { JobRecord } from './book-records.ts';
import type { PipelineClients } from './pipeline-clients.ts';

/** More than any run takes. */
const plentyOfTokens = 1_000_000_000;

/** The person who looks after a pipeline: sets its budget, raises it, and resumes what is held. */
export class Operator {
  readonly #clients: PipelineClients;
  readonly #budgetTokens: number;
  /** Jobs that were seen held by a budget, or by a provider that refuses. */
  readonly #held = { byBudget: new Set<string>(), byProvider: new Set<string>() };
  readonly #enough = Promise.withResolvers<void>();
  #isRaised = false;

  /** @param budgetTokens that all jobs may take until somebody is held; 0: there is no budget */
  constructor(clients: PipelineClients, budgetTokens: number) {
    this.#clients = clients;
    this.#budgetTokens = budgetTokens;
  }

  /** How many jobs were held, by what. */
  get held(): { readonly byBudget: number; readonly byProvider: number } {
    const { byBudget, byProvider } = this.#held;
    return { byBudget: byBudget.size, byProvider: byProvider.size };
  }

  /** Resolves when no budget holds jobs any more. */
  get hasEnoughBudget(): Promise<void> {
    return this.#enough.promise;
  }

  async begin(): Promise<void> {
    if (this.#budgetTokens > 0) await this.#setBudget(this.#budgetTokens);
    else this.#enough.resolve();
  }

  /**
   * Raises the budget once it holds jobs, and closes the breakers of a provider that has been repaired
   * after it was seen to hold some; the keeper does the rest.
   */
  async lookAfter(jobs: readonly JobRecord[], repair: () => boolean): Promise<void> {
    const held = jobs.filter(({ status }) => status === 'HELD');
    const byBudget = held.filter(({ heldReason }) => scopeOfReason(heldReason) !== null);
    const byProvider = held.filter((job) => !byBudget.includes(job));
    for (const { jobId } of byBudget) this.#held.byBudget.add(jobId);
    for (const { jobId } of byProvider) this.#held.byProvider.add(jobId);

    if (byBudget.length > 0 && !this.#isRaised) {
      await this.#setBudget(plentyOfTokens);
      this.#isRaised = true;
      this.#enough.resolve();
    }
    if (byProvider.length > 0 && repair()) await this.resume();
  }

  /** Closes all breakers. */
  async resume(): Promise<void> {
    const { client, name } = this.#table();
    await closeBreakers({ dynamodb: client, jobTable: name }, { now: new Date() });
  }

  async #setBudget(tokens: number): Promise<void> {
    const budgets = new DynamoBudgets(this.#table(), systemClock);
    await budgets.setLimit(budgetLimit({ tokens, changedAt: new Date().toISOString() }));
  }

  #table(): { readonly client: PipelineClients['dynamodb']; readonly name: string } {
    const { dynamodb, output } = this.#clients;
    return { client: dynamodb, name: output('JobTableName') };
  }
}
