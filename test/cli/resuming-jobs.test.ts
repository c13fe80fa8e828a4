import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../cli/commands/command-context.ts';
import { resumeCommand } from '../../cli/commands/resume.ts';
import type { JobItem } from '../../cli/jobs/job-item.ts';
import { readJob } from '../../cli/jobs/job-table-reads.ts';
import { DynamoCallLimits } from '../../shared/adapters/aws/dynamo-call-limits.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { livingWorker } from '../builders/living-worker.ts';
import { jobItem } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

const farAway = '2083-11-18T00:00:00.000Z';

let emulated: EmulatedDeployment;
beforeEach(async () => {
  emulated = await EmulatedDeployment.start();
});
afterEach(async () => emulated.stop());

async function resume(...commandLine: string[]): Promise<RecordingTerminal> {
  const terminal = new RecordingTerminal();
  const context: CommandContext = {
    terminal,
    exitWith: () => {},
    open: async () => ({ ...emulated.deployment, stop: async () => {} }),
  };
  await resumeCommand(context).parseAsync(commandLine, { from: 'user' });
  return terminal;
}

function limits(): DynamoCallLimits {
  const { dynamodb, jobTable } = emulated.deployment;
  return new DynamoCallLimits({ client: dynamodb, name: jobTable }, systemClock);
}

async function waitFor(provider: string): Promise<void> {
  const alive = livingWorker({ until: farAway });
  const known = await limits().join({ provider, worker: 'a', alive, ceiling: 100 });
  await limits().change(provider, { ...known, notBefore: farAway, version: known.version + 1 });
}

async function notBeforeOf(provider: string): Promise<string | null> {
  const alive = livingWorker({ until: farAway });
  return (await limits().join({ provider, worker: 'a', alive, ceiling: 100 })).notBefore;
}

function putOff(digit: string, code: string, parts: Partial<JobItem> = {}): JobItem {
  const error = { code, message: 'some message', retryable: true };
  const waiting = { status: 'QUEUED', attempt: 2, notBefore: farAway, error } as const;
  return jobItem({ jobId: digit.repeat(32), ...waiting, ...parts });
}

async function stateOf(digit: string): Promise<JobItem | undefined> {
  return readJob(emulated.deployment, digit.repeat(32));
}

describe('sluice resume', () => {
  it('lifts the wait that a provider asked for, and queues at once what was put off for it', async () => {
    await waitFor('deepseek');
    const unansweredSince = '2026-05-04T00:00:00.000Z';
    await emulated.putJob(putOff('a', 'MODEL_THROTTLED', { unansweredSince }));
    await emulated.putJob(putOff('b', 'PROVIDER_BUSY'));
    await emulated.putJob(putOff('c', 'MODEL_UNAVAILABLE'));

    const { notes, printed } = await resume();

    expect(printed).toEqual([`deepseek, not to be called before ${farAway}: is called again`]);
    expect(notes[0]).toBe('3 jobs queued that waited for a provider');
    expect(await notBeforeOf('deepseek')).toBeNull();
    for (const digit of ['a', 'b', 'c']) {
      expect(await stateOf(digit)).toMatchObject({
        status: 'QUEUED',
        attempt: 3,
        notBefore: null,
        unansweredSince: null,
      });
    }
    expect((await resume()).notes).toEqual([expect.stringContaining('nothing was changed')]);
  });

  it('leaves jobs alone that wait for something else, or are to be run within the second', async () => {
    await emulated.putJob(putOff('a', 'EXCHANGE_BUSY'));
    await emulated.putJob(putOff('b', 'ANSWER_NOT_JSON'));
    await emulated.putJob(
      putOff('c', 'MODEL_THROTTLED', { notBefore: '2026-05-04T08:00:00.000Z' }),
    );

    const { notes } = await resume();

    expect(notes).toEqual([expect.stringContaining('nothing was changed')]);
    for (const digit of ['a', 'b', 'c']) expect(await stateOf(digit)).toMatchObject({ attempt: 2 });
  });

  it('lifts the wait of one provider only, where that is named', async () => {
    await waitFor('deepseek');
    await waitFor('openrouter');

    const { printed } = await resume('--provider', 'openrouter', '--json');

    expect(printed.map((line) => JSON.parse(line))).toEqual([
      { scope: 'openrouter', notBefore: farAway },
    ]);
    expect(await notBeforeOf('deepseek')).toBe(farAway);
  });

  it('says of a provider that is named that it does not refuse, and nothing of the others', async () => {
    await waitFor('deepseek');

    expect((await resume('--provider', 'openrouter')).notes).toEqual([
      'openrouter neither refuses calls nor is waited for; nothing was changed',
    ]);
  });
});
