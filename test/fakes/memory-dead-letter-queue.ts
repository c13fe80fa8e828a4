import type { DeadLetter, DeadLetterQueue } from '../../shared/ports/dead-letter-queue.ts';

/** Hands every letter out once; `left` are those that nobody removed. */
export class MemoryDeadLetterQueue implements DeadLetterQueue {
  readonly left: string[];
  #unreceived: string[];

  constructor(bodies: readonly string[]) {
    this.left = [...bodies];
    this.#unreceived = [...bodies];
  }

  async receive(): Promise<readonly DeadLetter[]> {
    const received = this.#unreceived;
    this.#unreceived = [];
    return received.map((body) => ({
      messageId: body,
      body,
      remove: async () => {
        this.left.splice(this.left.indexOf(body), 1);
      },
    }));
  }
}
