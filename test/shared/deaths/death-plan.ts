import { randomFrom } from '../../fuzz/random.ts';

/** Before the call has its effect, or when it has and before its reply. */
type Moment = 'before' | 'after';

/** The death of whichever process makes a call. */
export interface Death {
  /** Counts the calls that all processes of a run make of their ports, from 1. */
  readonly call: number;
  readonly moment: Moment;
}

/** Counts the calls of all processes, and knows at which of them one dies. */
export class DeathPlan {
  /** Deaths that came to pass, as `before call 7, worker-1 ledger.write used`. */
  readonly died: string[] = [];
  /** The calls that were made, as `worker-1 ledger.write used`; noted only where nobody is to die. */
  readonly deeds: string[] = [];
  #calls = 0;
  readonly #planned: ReadonlyMap<number, Moment>;
  #isOver = false;

  constructor(deaths: readonly Death[]) {
    this.#planned = new Map(deaths.map(({ call, moment }) => [call, moment]));
  }

  /** What becomes of who makes the next call; `undefined` where nothing does. */
  next(deed: () => string): Moment | undefined {
    if (this.#isOver) return undefined;
    this.#calls += 1;
    if (this.#planned.size === 0) this.deeds.push(deed());
    const moment = this.#planned.get(this.#calls);
    if (moment !== undefined) this.died.push(`${moment} call ${this.#calls}, ${deed()}`);
    return moment;
  }

  /** From now on nobody dies. */
  end(): void {
    this.#isOver = true;
  }
}

/**
 * Every death that a run may have, by the calls that were made where nobody died.
 *
 * Who dies after a call has left the same behind as who dies before its next one. So there are both only
 * for the last call of a process, and for those of the model, which take a while.
 */
export function everyDeath(deeds: readonly string[]): readonly Death[] {
  return deeds.flatMap((deed, index): readonly Death[] => {
    const call = index + 1;
    const [process = ''] = deed.split(' ', 1);
    const isFollowed = deeds[call]?.startsWith(`${process} `) === true;
    const before: Death = { call, moment: 'before' };
    if (isFollowed && !deed.includes('model.answer')) return [before];
    return [before, { call, moment: 'after' }];
  });
}

/** Two deaths by chance: the second among as many calls after the first as a run has where nobody dies. */
export function twoDeaths(seed: number, deeds: readonly string[]): readonly Death[] {
  const random = randomFrom(seed);
  const moment = (): Moment => random.pick(['before', 'after']);
  const first = 1 + random.below(deeds.length);
  const second = first + 1 + random.below(deeds.length);
  return [
    { call: first, moment: moment() },
    { call: second, moment: moment() },
  ];
}
