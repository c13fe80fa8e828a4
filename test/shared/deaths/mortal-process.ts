import type { Clock } from '../../../shared/ports/clock.ts';
import { watchedPorts } from '../../fakes/watched-ports.ts';
import type { DeathPlan } from './death-plan.ts';

/**
 * A process that dies at a call of one of its ports, if that is planned. From then on it does nothing
 * any more: none of its calls has an effect, none returns, and its time stands still.
 */
export class MortalProcess {
  readonly name: string;
  readonly #plan: DeathPlan;
  #isDead = false;

  constructor(name: string, plan: DeathPlan) {
    this.name = name;
    this.#plan = plan;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Ports all of whose calls lead outside of the process. */
  portsOf<Ports extends object>(ports: Ports): Ports {
    return watchedPorts(ports, (deed, make) => this.#make(deed, make));
  }

  clockOf(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      wait: async (ms, signal) => {
        await clock.wait(ms, signal);
        if (this.isDead) await nothing();
      },
    };
  }

  async #make(deed: () => string, make: () => unknown): Promise<unknown> {
    if (this.isDead) return nothing();
    const moment = this.#plan.next(() => `${this.name} ${deed()}`);
    if (moment === 'before') {
      this.#isDead = true;
      return nothing();
    }
    try {
      return await make();
    } finally {
      if (moment === 'after') this.#isDead = true;
      if (this.isDead) await nothing();
    }
  }
}

/** What nobody lives to see. */
function nothing(): Promise<never> {
  return new Promise(() => {});
}
