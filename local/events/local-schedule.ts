import { invokeAsynchronously } from '../lambda/asynchronous-invocation.ts';
import type { FunctionError, InvocationResult } from '../lambda/invocation-result.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { ScheduleClock } from '../schedule-clock.ts';
import type { NextTime } from './schedule-expression.ts';
import { scheduledEvent } from './schedule-input.ts';

/** A schedule of the template and what it starts. */
export interface ScheduleOptions {
  readonly logicalId: string;
  readonly arn: string;
  readonly nextTime: NextTime;
  readonly isEnabled: boolean;
  readonly input: string | undefined;
  readonly target: LocalFunction;
  /** Tries after the first that failed. */
  readonly retries: number;
  readonly clock: ScheduleClock;
  readonly gaveUp: (event: unknown, error: FunctionError) => void;
}

/** Fires when its time has come; a run that is still going does not hold the next one up. */
export class LocalSchedule {
  readonly #options: ScheduleOptions;
  readonly #retries = new Set<() => void>();
  #cancelNext = (): void => {};

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  get logicalId(): string {
    return this.#options.logicalId;
  }

  start(): void {
    if (this.#options.isEnabled) this.#await(this.#options.clock.now());
  }

  stop(): void {
    this.#cancelNext();
    for (const cancel of this.#retries) cancel();
  }

  /** Fires now, enabled or not, and waits for the first try. */
  async fire(time = this.#options.clock.now()): Promise<InvocationResult> {
    const { arn, input, target, retries, clock, gaveUp } = this.#options;
    const event = scheduledEvent({ scheduleArn: arn, time, input });
    const { first, cancel } = invokeAsynchronously({
      target,
      event,
      retries,
      clock,
      gaveUp: ({ error }) => gaveUp(event, error),
    });
    this.#retries.add(cancel);
    const result = await first;
    if (result.ok) this.#retries.delete(cancel);
    return result;
  }

  #await(after: Date): void {
    const time = this.#options.nextTime(after);
    if (time === undefined) return;
    this.#cancelNext = this.#options.clock.at(time, () => {
      this.#await(time);
      void this.fire(time);
    });
  }
}
