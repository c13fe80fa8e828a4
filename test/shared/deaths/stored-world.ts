import { dateOf } from '../../../shared/document/result-keys.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { Lane } from '../../../shared/job/lane.ts';
import { lanes } from '../../../shared/job/lane.ts';
import { messageHoldMs } from '../../../shared/job/lease.ts';
import type { CallLimits } from '../../../shared/ports/call-limits.ts';
import type { JobQueue } from '../../../shared/ports/job-queue.ts';
import type { KeepPorts } from '../../../shared/steps/keeping/keep-jobs.ts';
import type { ProcessPorts } from '../../../shared/steps/running/process-job.ts';
import { sendJob } from '../../../shared/steps/running/send-job.ts';
import { budgetLimit, spending } from '../../builders/budget.ts';
import { workerWorld } from '../../builders/worker.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { type MemoryMessage, MemoryMessages } from '../../fakes/memory-messages.ts';
import { AnsweringModel } from './answering-model.ts';
import { EndingRecognition } from './ending-recognition.ts';
import type { Setting } from './setting.ts';
import { ReceivingExchangeStore, WatchedClaims } from './watched-stores.ts';

const minuteMs = 60_000;

/** As infra/ derives them: six times what the function may take. */
const workerVisibilityMs = 90 * minuteMs;
const otherVisibilityMs = 6 * minuteMs;

/** As long as SQS can delay a message, in milliseconds. */
const longestDelayMs = 15 * minuteMs;

/** Room for everything; what is reserved and counted is what matters. */
const roomyBudget = budgetLimit({ amount: '100', tokens: 100_000_000, unknownPrice: 'allow' });

type WorkerPort =
  | 'jobs'
  | 'budgets'
  | 'breakers'
  | 'ledger'
  | 'results'
  | 'texts'
  | 'documents'
  | 'exchanges'
  | 'claims'
  | 'model'
  | 'recognition'
  | 'queue';

/** Everything that processes reach by calls, which they may not live to see the end of. */
interface OutsidePorts extends Pick<ProcessPorts, WorkerPort>, Pick<KeepPorts, 'batches'> {
  readonly limits: CallLimits;
  /** The messages that a worker was given. */
  readonly messages: {
    readonly hold: (lane: Lane, held: readonly MemoryMessage[]) => Promise<void>;
  };
  readonly letters: {
    readonly receive: () => Promise<readonly MemoryMessage[]>;
    readonly remove: (letter: MemoryMessage) => Promise<void>;
  };
}

/** What outlives every process: stores, queues and services, as a setting has them. */
export class StoredWorld {
  readonly setting: Setting;
  readonly base;
  readonly clock;
  readonly batches = new MemoryBatchTable();
  readonly exchanges = new ReceivingExchangeStore();
  readonly claims;
  readonly model;
  readonly recognition;
  readonly letters: MemoryMessages;
  readonly uploads: MemoryMessages;
  readonly messages: Readonly<Record<Lane, MemoryMessages>>;

  constructor(setting: Setting) {
    const { pages, documents, budget = roomyBudget } = setting;
    this.setting = setting;
    this.base = workerWorld(setting.jobs ?? []);
    const { clock } = this.base;
    this.clock = clock;
    clock.turns = 1;
    this.claims = new WatchedClaims(clock);
    const { lines } = this.base.ledger;
    this.model = new AnsweringModel(
      setting.answer,
      clock,
      () => [...lines.values()].filter(({ outcome }) => outcome === 'unknown').length,
    );
    this.recognition = pages === undefined ? null : new EndingRecognition(pages, clock);
    this.letters = new MemoryMessages(clock, otherVisibilityMs);
    this.uploads = new MemoryMessages(clock, otherVisibilityMs, this.letters);
    this.messages = {
      now: new MemoryMessages(clock, workerVisibilityMs, this.letters),
      nightly: new MemoryMessages(clock, workerVisibilityMs, this.letters),
    };
    this.base.budgets.stored.set(budget.scope, budget);
    for (const [key, text] of Object.entries(documents)) {
      this.base.documents.documents.set(key, new TextEncoder().encode(text));
    }
  }

  get ports(): OutsidePorts {
    const { jobs, budgets, breakers, limits, ledger, results, texts, documents } = this.base;
    const { batches, exchanges, claims, model, recognition, queue, letters, messages } = this;
    return {
      jobs,
      budgets,
      breakers,
      limits,
      ledger,
      results,
      texts,
      documents,
      batches,
      exchanges,
      claims,
      model,
      recognition,
      queue,
      messages: {
        hold: async (lane, held) => {
          for (const message of held) messages[lane].hold(message, messageHoldMs);
        },
      },
      letters: {
        receive: async () => letters.receive(10),
        remove: async (letter) => letters.delete(letter),
      },
    };
  }

  get queue(): JobQueue {
    return {
      send: async ({ lane, message, delayMs }) =>
        this.messages[lane].send(JSON.stringify(message), Math.min(delayMs, longestDelayMs)),
      isEmpty: async (lane) => this.messages[lane].isEmpty,
    };
  }

  /** Sends what has been sent before a run begins. */
  async begin(): Promise<void> {
    const { jobs = [], stranded = [], documents, ...setting } = this.setting;
    for (const job of jobs) {
      if (job.status === 'QUEUED' && !stranded.includes(job.jobId)) await sendJob(job, this.queue);
      await this.#reserveFor(job);
    }
    for (const { jobId, attempt } of setting.deadJobs ?? []) {
      this.letters.send(JSON.stringify({ version: 1, jobId, attempt }));
    }
    for (const key of setting.deadUploads ?? []) this.letters.send(eventOf(key, ''));
    for (const key of setting.uploads ?? []) this.uploads.send(eventOf(key, documents[key] ?? ''));
    if (setting.unfinishedNight === undefined) return;
    const [batchId, owner, at] = [setting.unfinishedNight, 'nightly', '2026-05-04T07:58:00.000Z'];
    await this.batches.take({ batchId, owner, now: at, until: at });
  }

  /** Whoever runs a job has reserved something for it. */
  async #reserveFor({ jobId, owner }: Job): Promise<void> {
    const { budgets } = this.base;
    const date = dateOf(this.clock.now().toISOString());
    for (const limit of await budgets.limits()) {
      const { scope } = limit;
      if (owner === null) continue;
      await budgets.reserve({ date, scope, jobId, owner }, spending(1_000, 10), limit);
    }
  }

  /** Delivers all messages that were ever sent once more, as queues may. */
  repeatMessages(): void {
    for (const queue of [...lanes.map((lane) => this.messages[lane]), this.uploads]) {
      for (const body of queue.sent.slice()) queue.send(body);
    }
  }
}

/** How S3 announces an object. */
function eventOf(key: string, text: string): string {
  const object = { key, size: text.length, versionId: `v1 of ${key}` };
  const s3 = { bucket: { name: 'documents' }, object };
  const created = { eventName: 'ObjectCreated:Put', eventTime: '2026-05-04T07:59:00.000Z', s3 };
  return JSON.stringify({ Records: [created] });
}
