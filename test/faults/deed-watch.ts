import { watchedPorts } from '../fakes/watched-ports.ts';

/** Knows which call of which port was made last. Of calls that are made at the same time it is the last. */
export class DeedWatch {
  #lastDeed = '';

  /** As `claims.settle`, `ledger.write used` or `jobs.move RUNNING`. */
  get lastDeed(): string {
    return this.#lastDeed;
  }

  /** The ports, whose calls are seen. */
  portsOf<Ports extends object>(ports: Ports): Ports {
    return watchedPorts(ports, (deed, make) => {
      this.#lastDeed = deed();
      return make();
    });
  }
}
