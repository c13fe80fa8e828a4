import { readLetter } from '../../../functions/dead-letters/read-letter.ts';
import { runBatch } from '../../../functions/worker/run-batch.ts';
import { readUploads } from '../../../shared/adapters/aws/s3-event.ts';
import { isFinal } from '../../../shared/job/job-status.ts';
import { type Lane, lanes } from '../../../shared/job/lane.ts';
import { buryDeadLetters } from '../../../shared/steps/keeping/bury-dead-letters.ts';
import { keepJobs } from '../../../shared/steps/keeping/keep-jobs.ts';
import { sharesOfCalls } from '../../../shared/steps/paying/call-within-limits.ts';
import { acceptUpload } from '../../../shared/steps/uploading/accept-upload.ts';
import { sqsRecord } from '../../builders/sqs-record.ts';
import type { MemoryMessage } from '../../fakes/memory-messages.ts';
import { silentLog } from '../../fakes/memory-stores.ts';
import type { DeathPlan } from './death-plan.ts';
import { MortalProcess } from './mortal-process.ts';
import { PendingActs } from './pending-acts.ts';
import type { StoredWorld } from './stored-world.ts';

const minuteMs = 60_000;
const workerTimeoutMs = 15 * minuteMs;
/** How often somebody looks whether there is something to be done. */
const stepMs = 10_000;
/** Messages that one worker is given. */
const batchSize = 5;
/** Few, so that a night is released in two steps. */
const stepJobs = 3;

/** Runs functions as queues, schedules and persons call them, each time in a process that may die. */
export class MortalPipeline {
  /** What processes logged as errors, for which nothing in a run gives cause. */
  readonly errors: string[] = [];
  readonly #stored: StoredWorld;
  readonly #plan: DeathPlan;
  readonly #startedAt: number;
  readonly #running = new Set<MortalProcess>();
  readonly #acts: PendingActs;
  #started = 0;
  #keptAt: number;

  constructor(stored: StoredWorld, plan: DeathPlan) {
    this.#stored = stored;
    this.#plan = plan;
    this.#startedAt = stored.clock.now().getTime();
    this.#keptAt = this.#startedAt;
    this.#acts = new PendingActs(stored.setting.acts ?? []);
  }

  /** Whether every job has ended, and nobody has anything to do. */
  get isDone(): boolean {
    const { uploads, letters, base, messages } = this.#stored;
    const jobs = [...base.jobs.jobs.values()];
    return (
      [...this.#running].every(({ isDead }) => isDead) &&
      !this.#acts.isAnyLeft(jobs) &&
      uploads.size + letters.size === 0 &&
      lanes.every((lane) => messages[lane].isEmpty) &&
      jobs.every(({ status }) => isFinal(status))
    );
  }

  /** Lets some seconds pass, with all that happens in them. */
  async step(): Promise<void> {
    const jobs = [...this.#stored.base.jobs.jobs.values()];
    for (const { name, act, done } of this.#acts.take(this.#minutes, jobs)) {
      const process = this.#process(name);
      this.#run(process, async () => {
        try {
          await act(this.#portsOf(process));
          done();
        } catch {
          // It is tried again, as where its process dies.
        }
      });
    }
    this.#startKeeper();
    for (const lane of lanes) {
      while (this.#deliver(lane));
    }
    for (const message of this.#stored.uploads.receive(1)) this.#accept(message);
    await this.#stored.clock.advance(stepMs);
  }

  /** @returns whether there was a batch of messages to be delivered */
  #deliver(lane: Lane): boolean {
    const { messages, ports: outside } = this.#stored;
    const batch = messages[lane].receive(batchSize);
    if (batch.length === 0) return false;
    const process = this.#process('worker');
    const ports = this.#portsOf(process);
    const { messages: held } = process.portsOf({ messages: outside.messages });
    const startedAt = ports.clock.now();
    const invocation = { startedAt, endsAt: new Date(startedAt.getTime() + workerTimeoutMs) };
    const beat = (): Promise<void> => held.hold(lane, batch);
    const records = batch.map(({ messageId, body }) => sqsRecord(messageId, body));
    this.#run(process, async () => {
      const { batchItemFailures } = await runBatch(records, { ports, invocation, beat });
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const message of batch) {
        if (!failed.has(message.messageId)) messages[lane].delete(message);
      }
    });
    return true;
  }

  #accept(message: MemoryMessage): void {
    const process = this.#process('intake');
    const analyses = [this.#stored.setting.question(0).analysis.name];
    const ports = { ...this.#portsOf(process), analyses, maximumBytes: 10_000 };
    this.#run(process, async () => {
      await Promise.all(readUploads(message.body).map((upload) => acceptUpload(upload, ports)));
      this.#stored.uploads.delete(message);
    });
  }

  #startKeeper(): void {
    const now = this.#stored.clock.now().getTime();
    if (now - this.#keptAt < minuteMs) return;
    this.#keptAt = now;
    const keeper = this.#process('keeper');
    this.#run(keeper, () => keepJobs(this.#portsOf(keeper)));
    if (this.#stored.letters.size > 0) this.#startBurying(new Date(now + minuteMs));
  }

  #startBurying(endsAt: Date): void {
    const process = this.#process('dead-letters');
    const { letters: queue } = process.portsOf({ letters: this.#stored.ports.letters });
    const letters = {
      receive: async () => {
        const received = await queue.receive();
        return received.map((letter) => {
          const { messageId, body } = letter;
          return { messageId, body, remove: () => queue.remove(letter) };
        });
      },
    };
    const ports = { ...this.#portsOf(process), letters, readLetter };
    this.#run(process, () => buryDeadLetters(endsAt, ports));
  }

  #run(process: MortalProcess, work: () => Promise<unknown>): void {
    this.#running.add(process);
    void work()
      .catch((error: unknown) => void this.errors.push(`${process.name}: ${String(error)}`))
      .finally(() => this.#running.delete(process));
  }

  #process(name: string): MortalProcess {
    this.#started += 1;
    return new MortalProcess(`${name}-${this.#started}`, this.#plan);
  }

  get #minutes(): number {
    return (this.#stored.clock.now().getTime() - this.#startedAt) / minuteMs;
  }

  /** What a process works with, whichever it is. */
  #portsOf(process: MortalProcess) {
    const { base, setting, ports: outside } = this.#stored;
    const { reader = base.reader, fallbacks = [] } = setting;
    const { name } = process;
    const question = setting.question(this.#minutes);
    const clock = process.clockOf(this.#stored.clock);
    const error = (event: string, cause: unknown): void =>
      void this.errors.push(`${name} ${event}: ${String(cause)}`);
    const log = { ...silentLog, error };
    const ports = process.portsOf(outside);
    return {
      ...base,
      ...ports,
      reader,
      clock,
      log,
      stepJobs,
      findQuestion: async (analysis: string) =>
        analysis === question.analysis.name ? question : undefined,
      fallbacksOf: () => fallbacks,
      shareOf: sharesOfCalls({ ...base, limits: ports.limits, clock, log }, name),
    };
  }
}
