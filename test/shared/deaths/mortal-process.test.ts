import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { type Death, DeathPlan, everyDeath } from './death-plan.ts';
import { MortalProcess } from './mortal-process.ts';

/** Two calls with a pause between them, in a process that dies or not. */
async function play(...deaths: readonly Death[]): Promise<{ made: string[]; died: string[] }> {
  const made: string[] = [];
  const plan = new DeathPlan(deaths);
  const process = new MortalProcess('worker-1', plan);
  const clock = new ManualClock();
  const { store } = process.portsOf({ store: { put: async (what: string) => made.push(what) } });
  const work = async (): Promise<void> => {
    await store.put('first');
    made.push('heard');
    await process.clockOf(clock).wait(1_000);
    await store.put('second');
  };
  void Promise.all([work(), store.put('beat')]);
  await clock.advance(60_000);
  return { made, died: plan.died };
}

describe('a process that dies', () => {
  it('does everything where no death is planned', async () => {
    expect((await play()).made).toEqual(['first', 'beat', 'heard', 'second']);
  });

  it('leaves the call undone before which it dies, and all others after it', async () => {
    const { made, died } = await play({ call: 1, moment: 'before' });

    expect(made).toEqual([]);
    expect(died).toEqual(['before call 1, worker-1 store.put']);
  });

  it('has done the call after which it dies, and what it did at the same time, and hears of neither', async () => {
    expect((await play({ call: 1, moment: 'after' })).made).toEqual(['first', 'beat']);
  });

  it('dies before each call, and after those that are the last of their process or take a while', () => {
    const deeds = ['worker-1 jobs.get', 'worker-1 model.answer', 'worker-1 a.b', 'keeper-2 a.b'];

    expect(everyDeath(deeds).map(({ call, moment }) => `${moment} ${call}`)).toEqual([
      'before 1',
      'before 2',
      'after 2',
      'before 3',
      'after 3',
      'before 4',
      'after 4',
    ]);
  });
});
