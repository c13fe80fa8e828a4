import type { JobMessage } from '../../shared/job/job-message.ts';
import { messageHoldMs } from '../../shared/job/lease.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DeadLetter, DeadLetterQueue } from '../../shared/ports/dead-letter-queue.ts';
import type { Dispatch, JobQueue } from '../../shared/ports/job-queue.ts';

interface Message {
  readonly body: string;
  visibleAt: number;
  deliveries: number;
}

const deliveriesAllowed = 5;

/** How long a letter that was received stays out of sight, as in the template. */
const letterHoldMs = 360_000;

/** A lane's queue with the dead letters behind it, in the time of a clock. */
export class DeliveringQueue implements JobQueue, DeadLetterQueue {
  readonly #clock: Clock;
  readonly #waiting = new Set<Message>();
  readonly #letters = new Set<Message>();
  /** How many messages were given up. */
  deadLetters = 0;
  /** What nobody could handle as a dead letter either. */
  readonly unreadable: string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async send({ message, delayMs }: Dispatch): Promise<void> {
    const visibleAt = this.#clock.now().getTime() + delayMs;
    this.#waiting.add({ body: JSON.stringify(message), visibleAt, deliveries: 0 });
  }

  /** As SQS counts: what was received and may come back is in flight. */
  async isEmpty(): Promise<boolean> {
    const now = this.#clock.now().getTime();
    return [...this.#waiting].every(
      ({ visibleAt, deliveries }) => deliveries > 0 && visibleAt > now,
    );
  }

  /** Delivers what is due, one message an invocation; one that fails comes back until it is given up. */
  deliverDue(work: (message: JobMessage) => Promise<void>): void {
    for (const message of this.#takeDue(this.#waiting)) {
      if (message.deliveries > deliveriesAllowed) {
        this.deadLetters += 1;
        this.#letters.add({ ...message, deliveries: 0 });
        continue;
      }
      void work(JSON.parse(message.body)).catch(() => {
        message.visibleAt = this.#clock.now().getTime() + messageHoldMs;
        this.#waiting.add(message);
      });
    }
  }

  async receive(): Promise<readonly DeadLetter[]> {
    return this.#takeDue(this.#letters).flatMap((letter) => {
      const { body } = letter;
      if (letter.deliveries > deliveriesAllowed) {
        this.unreadable.push(body);
        return [];
      }
      letter.visibleAt += letterHoldMs;
      this.#letters.add(letter);
      const remove = async (): Promise<void> => void this.#letters.delete(letter);
      return [{ messageId: body, body, remove }];
    });
  }

  #takeDue(from: Set<Message>): readonly Message[] {
    const now = this.#clock.now().getTime();
    const due = [...from].filter(({ visibleAt }) => visibleAt <= now);
    for (const message of due) {
      message.deliveries += 1;
      message.visibleAt = now;
      from.delete(message);
    }
    return due;
  }
}
