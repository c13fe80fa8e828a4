/** The time that drives schedules, passed in so that a test says when it is night. */
export interface ScheduleClock {
  now(): Date;

  /**
   * Calls `fire` once when `time` has come, soon if it is past.
   *
   * @returns what cancels it
   */
  at(time: Date, fire: () => void): () => void;
}

/** Timers stand still while a machine sleeps, so the wall clock is looked at this often. */
const longestTimerMs = 30_000;

/** The machine's own clock. */
export class SystemScheduleClock implements ScheduleClock {
  now(): Date {
    return new Date();
  }

  at(time: Date, fire: () => void): () => void {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const remainingMs = time.getTime() - Date.now();
      timer =
        remainingMs <= longestTimerMs
          ? setTimeout(fire, Math.max(0, remainingMs))
          : setTimeout(wait, longestTimerMs);
    };
    wait();
    return () => clearTimeout(timer);
  }
}

interface Appointment {
  readonly time: Date;
  readonly fire: () => void;
}

/** Time that passes only when it is told to. */
export class SteppedScheduleClock implements ScheduleClock {
  #now: Date;
  readonly #appointments = new Set<Appointment>();

  constructor(now: Date) {
    this.#now = now;
  }

  now(): Date {
    return this.#now;
  }

  at(time: Date, fire: () => void): () => void {
    const appointment = { time, fire };
    this.#appointments.add(appointment);
    return () => this.#appointments.delete(appointment);
  }

  /** Goes forward to `time` and fires what falls due on the way, in its order. */
  advanceTo(time: Date): void {
    for (let due = this.#earliestUntil(time); due !== undefined; due = this.#earliestUntil(time)) {
      this.#appointments.delete(due);
      if (due.time > this.#now) this.#now = due.time;
      due.fire();
    }
    this.#now = time;
  }

  #earliestUntil(time: Date): Appointment | undefined {
    return [...this.#appointments]
      .filter((appointment) => appointment.time <= time)
      .toSorted((one, other) => one.time.getTime() - other.time.getTime())[0];
  }
}
