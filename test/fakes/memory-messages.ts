import { later } from '../../shared/job/lease.ts';
import type { Clock } from '../../shared/ports/clock.ts';

export interface MemoryMessage {
  readonly messageId: string;
  readonly body: string;
}

interface StoredMessage extends MemoryMessage {
  /** ISO time from which on somebody may receive it. */
  visibleAt: string;
  receives: number;
}

/** As often a message is received before it is a dead letter. */
const maximumReceives = 5;

/**
 * A queue as SQS has them: what was received stays, out of sight for a while, until somebody deletes
 * it. Messages that were received too often go to the dead letters, where there are any.
 */
export class MemoryMessages {
  /** Every body that was ever sent. */
  readonly sent: string[] = [];
  readonly #stored = new Map<string, StoredMessage>();
  readonly #clock: Clock;
  readonly #visibilityMs: number;
  readonly #deadLetters: MemoryMessages | undefined;

  constructor(clock: Clock, visibilityMs: number, deadLetters?: MemoryMessages) {
    this.#clock = clock;
    this.#visibilityMs = visibilityMs;
    this.#deadLetters = deadLetters;
  }

  send(body: string, delayMs = 0): void {
    this.sent.push(body);
    const messageId = `message-${this.sent.length}`;
    const visibleAt = later(this.#clock.now(), delayMs);
    this.#stored.set(messageId, { messageId, body, visibleAt, receives: 0 });
  }

  /** At most so many of those that may be seen, which then are out of sight. */
  receive(maximum: number): readonly MemoryMessage[] {
    const received: MemoryMessage[] = [];
    for (const message of this.#visible.slice(0, maximum)) {
      message.receives += 1;
      if (this.#deadLetters !== undefined && message.receives > maximumReceives) {
        this.delete(message);
        this.#deadLetters.send(message.body);
        continue;
      }
      this.hold(message, this.#visibilityMs);
      received.push(message);
    }
    return received;
  }

  /** Keeps a message out of sight from now on for so long. */
  hold({ messageId }: MemoryMessage, ms: number): void {
    const message = this.#stored.get(messageId);
    if (message !== undefined) message.visibleAt = later(this.#clock.now(), ms);
  }

  delete({ messageId }: MemoryMessage): void {
    this.#stored.delete(messageId);
  }

  /** Messages that nobody has deleted. */
  get size(): number {
    return this.#stored.size;
  }

  /** Whether no message may be seen or is delayed; those that somebody has received do not count. */
  get isEmpty(): boolean {
    const isDelayed = [...this.#stored.values()].some(({ receives }) => receives === 0);
    return !isDelayed && this.#visible.length === 0;
  }

  get #visible(): StoredMessage[] {
    const now = this.#clock.now().toISOString();
    return [...this.#stored.values()].filter(({ visibleAt }) => visibleAt <= now);
  }
}
