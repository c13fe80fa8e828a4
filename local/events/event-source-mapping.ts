import { setTimeout as wait } from 'node:timers/promises';
import type { LocalFunction } from '../lambda/local-function.ts';
import { failedMessages } from './batch-outcome.ts';
import type { QueueConsumer } from './queue-consumer.ts';
import type { ReceivedMessage } from './sqs-event.ts';

/** How messages of one queue reach one function. */
export interface MappingOptions {
  readonly consumer: QueueConsumer;
  readonly target: LocalFunction;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Invocations at once. */
  readonly maximumConcurrency: number;
  readonly reportsItemFailures: boolean;
  readonly log: (line: string) => void;
}

const pauseAfterErrorMs = 500;

/**
 * Lambda's event source mapping for a queue: receives batches, invokes the function with them and
 * deletes what it handled. What it did not handle stays invisible until its time is up and is then
 * received again, or goes to the dead letters.
 *
 * One request waits at the queue, however many invocations may run: it is made only when one more
 * may start, so that no message lies taken and untouched.
 */
export class EventSourceMapping {
  readonly #options: MappingOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Map<Promise<void>, readonly ReceivedMessage[]>();
  #receiving: Promise<void> = Promise.resolve();

  constructor(options: MappingOptions) {
    this.#options = options;
  }

  /** The queue that it receives from. */
  get queueArn(): string {
    return this.#options.consumer.queueArn;
  }

  start(): void {
    this.#receiving = this.#receive();
  }

  /** Receives nothing more, at once. */
  async stopReceiving(): Promise<void> {
    this.#stopping.abort();
    await this.#receiving;
  }

  /** Gives back what is being worked on, to be delivered again. */
  async release(): Promise<void> {
    await Promise.all(
      [...this.#running.values()].map(async (messages) => this.#options.consumer.release(messages)),
    );
  }

  async #receive(): Promise<void> {
    const { consumer, batchSize, windowSeconds, maximumConcurrency, log } = this.#options;
    const { signal } = this.#stopping;
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    while (!signal.aborted) {
      try {
        if (this.#running.size >= maximumConcurrency) {
          await Promise.race([stopped, ...this.#running.keys()]);
          continue;
        }
        const messages = await consumer.receiveBatch({ size: batchSize, windowSeconds }, signal);
        if (messages.length > 0) this.#deliver(messages);
      } catch (error) {
        if (signal.aborted) return;
        log(`event source mapping: ${String(error)}`);
        await Promise.race([stopped, wait(pauseAfterErrorMs)]);
      }
    }
  }

  #deliver(messages: readonly ReceivedMessage[]): void {
    const running = this.#invoke(messages)
      .catch((error: unknown) => {
        if (!this.#stopping.signal.aborted)
          this.#options.log(`event source mapping: ${String(error)}`);
      })
      .finally(() => this.#running.delete(running));
    this.#running.set(running, messages);
  }

  async #invoke(messages: readonly ReceivedMessage[]): Promise<void> {
    const { consumer, target, reportsItemFailures } = this.#options;
    const result = await target.invoke({ Records: messages.map(({ record }) => record) });
    const failed = failedMessages(
      messages.map(({ messageId }) => messageId),
      result,
      reportsItemFailures,
    );
    await consumer.delete(messages.filter(({ messageId }) => !failed.has(messageId)));
  }
}
