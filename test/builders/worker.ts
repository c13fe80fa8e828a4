import { titleQuestion } from './analysis.ts';
import type { Job } from '../../shared/job/job.ts';
import { sharesOfCalls } from '../../shared/steps/paying/call-within-limits.ts';
import type { ProcessPorts } from '../../shared/steps/running/process-job.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryBudgets } from '../fakes/memory-budgets.ts';
import { MemoryBreakers } from '../fakes/memory-breakers.ts';
import { MemoryCallLimits } from '../fakes/memory-call-limits.ts';
import { MemoryExchangeClaims } from '../fakes/memory-exchange-claims.ts';
import { MemoryJobTable } from '../fakes/memory-job-table.ts';
import {
  MemoryDocumentStore,
  MemoryExchangeStore,
  MemoryJobQueue,
  MemoryLedger,
  MemoryResultStore,
  MemoryTextStore,
  silentLog,
} from '../fakes/memory-stores.ts';
import { type ScriptedAnswer, ScriptedLanguageModel } from '../fakes/scripted-language-model.ts';

export const documentText = 'Board minutes\n\nWe met and decided nothing.\n';

/** Everything a worker works with, in memory, so that a test can look at all of it. */
export interface WorkerWorld extends ProcessPorts {
  readonly clock: ManualClock;
  readonly jobs: MemoryJobTable;
  readonly queue: MemoryJobQueue;
  readonly exchanges: MemoryExchangeStore;
  readonly budgets: MemoryBudgets;
  readonly claims: MemoryExchangeClaims;
  readonly ledger: MemoryLedger;
  readonly results: MemoryResultStore;
  readonly texts: MemoryTextStore;
  readonly documents: MemoryDocumentStore;
  readonly limits: MemoryCallLimits;
  readonly breakers: MemoryBreakers;
  readonly model: ScriptedLanguageModel;
}

/** Reads UTF-8 at once: a reader that imports its parser would take time that no test's clock knows. */
const plainTextReader: DocumentReader = {
  read: async ({ bytes }) => ({
    kind: 'text',
    text: {
      text: new TextDecoder().decode(bytes),
      format: 'plain-text',
      mediaType: 'text/plain',
      turns: [],
      pages: null,
      durationSeconds: null,
      warnings: [],
    },
  }),
};

/** A worker's world with these jobs in its table, all of whose documents say the same. */
export function workerWorld(
  jobs: readonly Job[],
  ...script: readonly ScriptedAnswer[]
): WorkerWorld {
  const clock = new ManualClock();
  const limits = new MemoryCallLimits(clock);
  let owners = 0;
  return {
    clock,
    jobs: new MemoryJobTable(...jobs),
    queue: new MemoryJobQueue(),
    exchanges: new MemoryExchangeStore(),
    budgets: new MemoryBudgets(clock),
    claims: new MemoryExchangeClaims(clock),
    ledger: new MemoryLedger(),
    results: new MemoryResultStore(),
    texts: new MemoryTextStore(),
    recognition: null,
    documents: new MemoryDocumentStore(
      Object.fromEntries(jobs.map(({ document }) => [document.key, documentText])),
    ),
    reader: plainTextReader,
    model: new ScriptedLanguageModel(...script),
    findQuestion: async (name) =>
      name === titleQuestion.analysis.name ? titleQuestion : undefined,
    limits,
    breakers: new MemoryBreakers(),
    fallbacksOf: () => [],
    shareOf: sharesOfCalls({ limits, clock, log: silentLog, random: () => 0.5 }, 'worker'),
    newOwner: () => {
      owners += 1;
      return `worker-${owners}`;
    },
    random: () => 0.5,
    maximumAttempts: 3,
    maximumTries: 3,
    concurrentParts: 4,
    maximumMembers: 1_000,
    maximumDocumentBytes: 10_000,
    maximumCharacters: 10_000,
    log: silentLog,
  };
}
