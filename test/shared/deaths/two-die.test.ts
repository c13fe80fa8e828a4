import { describe, expect, it } from 'vitest';
import { problemsOf } from './check-run.ts';
import { twoDeaths } from './death-plan.ts';
import { runSetting } from './run-setting.ts';
import { allSettings } from './settings/all-settings.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index);

describe.each(Object.entries(allSettings))('%s', (_name, setting) => {
  it('ends as if nobody had died, and its books balance, whichever two die', async () => {
    const undisturbed = await runSetting(setting(), []);
    const problems: string[] = [];

    for (const seed of seeds) {
      const run = await runSetting(setting(), twoDeaths(seed, undisturbed.deeds));
      problems.push(...problemsOf(run, undisturbed));
    }

    expect(problems).toEqual([]);
  });
});
