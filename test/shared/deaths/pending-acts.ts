import type { Job } from '../../../shared/job/job.ts';
import type { Act } from './setting.ts';

interface Pending {
  readonly act: Act;
  tries: number;
  /** Minutes since the beginning. */
  notBefore: number;
}

/** As often Lambda tries what a schedule called. */
const maximumTries = 3;

/** What is still to be done, and is tried again where nothing is heard of it. */
export class PendingActs {
  readonly #pending: Set<Pending>;

  constructor(acts: readonly Act[]) {
    this.#pending = new Set(acts.map((act) => ({ act, tries: 0, notBefore: act.notBefore })));
  }

  /** Whether something is to be done, or was not brought to an end. */
  isAnyLeft(jobs: readonly Job[]): boolean {
    return [...this.#pending].some(({ act, tries }) => tries > 0 || act.isWanted(jobs));
  }

  /** What is to be done now. */
  take(
    minutes: number,
    jobs: readonly Job[],
  ): readonly (Pick<Act, 'name' | 'act'> & { readonly done: () => void })[] {
    return [...this.#pending].flatMap((pending) => {
      const { act, tries, notBefore } = pending;
      if (minutes < notBefore || (tries === 0 && !act.isWanted(jobs))) return [];
      if (tries === maximumTries) {
        this.#pending.delete(pending);
        return [];
      }
      pending.tries += 1;
      pending.notBefore = minutes + pending.tries;
      return [{ ...act, done: () => void this.#pending.delete(pending) }];
    });
  }
}
