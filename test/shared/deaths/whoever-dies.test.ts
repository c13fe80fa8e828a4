import { describe, expect, it } from 'vitest';
import { problemsOf } from './check-run.ts';
import { everyDeath } from './death-plan.ts';
import { runSetting } from './run-setting.ts';
import { allSettings } from './settings/all-settings.ts';

describe.each(Object.entries(allSettings))('%s', (_name, setting) => {
  it('ends as if nobody had died, and its books balance, whoever dies at whichever call', async () => {
    const undisturbed = await runSetting(setting(), []);
    const problems = [...problemsOf(undisturbed, undisturbed)];

    for (const death of everyDeath(undisturbed.deeds)) {
      problems.push(...problemsOf(await runSetting(setting(), [death]), undisturbed));
    }

    expect(problems).toEqual([]);
  });
});
