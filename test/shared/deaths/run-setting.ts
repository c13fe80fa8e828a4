import { isDeepStrictEqual } from 'node:util';
import { type Death, DeathPlan } from './death-plan.ts';
import { MortalPipeline } from './mortal-pipeline.ts';
import type { Setting } from './setting.ts';
import { StoredWorld } from './stored-world.ts';

/** What a run left behind. */
export interface Run {
  readonly stored: StoredWorld;
  /** Deaths that came to pass. */
  readonly died: readonly string[];
  /** Calls that were made until all was done, where nobody was to die. */
  readonly deeds: readonly string[];
  readonly isDone: boolean;
  /** What processes logged as errors. */
  readonly errors: readonly string[];
  /** Whether messages that came once more changed anything. */
  readonly isChangedByCopies: boolean;
}

/** Four hours in steps of ten seconds: no lease and no wait of a setting is as long. */
const maximumSteps = 4 * 360;

/** Leases of a minute, after which nothing of the dead counts. */
const afterwardsMs = 120_000;

/** Plays a setting from its beginning until every job has ended, with the deaths that are planned. */
export async function runSetting(setting: Setting, deaths: readonly Death[]): Promise<Run> {
  const stored = new StoredWorld(setting);
  const plan = new DeathPlan(deaths);
  const pipeline = new MortalPipeline(stored, plan);
  await stored.begin();
  const isDone = await runOn(pipeline);
  const { died, deeds } = plan;
  plan.end();
  const before = structuredClone(stored.base.jobs.jobs);
  stored.repeatMessages();
  await stored.clock.advance(afterwardsMs);
  await runOn(pipeline);
  const isChangedByCopies = !isDeepStrictEqual(before, stored.base.jobs.jobs);
  const { errors } = pipeline;
  return { stored, died, deeds, isDone, errors, isChangedByCopies };
}

async function runOn(pipeline: MortalPipeline): Promise<boolean> {
  for (let steps = 0; steps < maximumSteps; steps += 1) {
    await pipeline.step();
    if (pipeline.isDone) return true;
  }
  return false;
}
