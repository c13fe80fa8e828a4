import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../cli/commands/command-context.ts';
import { lsCommand } from '../../cli/commands/ls.ts';
import { showCommand } from '../../cli/commands/show.ts';
import type { Deployment } from '../../cli/deployment/deployment.ts';
import { jobItem } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

let emulated: EmulatedDeployment;
beforeEach(async () => {
  emulated = await EmulatedDeployment.start();
});
afterEach(async () => emulated.stop());

const job = jobItem({ uploadedAt: new Date().toISOString() });
const commands = { ls: lsCommand, show: showCommand };

/** A command on a data directory, and what it tells beside its result. */
function commandOn(kind: Deployment['kind']) {
  const terminal = new RecordingTerminal();
  const context: CommandContext = {
    terminal,
    exitWith: () => {},
    open: async () => ({
      ...emulated.deployment,
      kind,
      dataDirectory: 'state',
      stop: async () => {},
    }),
  };
  const run = async (name: keyof typeof commands, ...commandLine: string[]): Promise<string[]> => {
    await commands[name](context).parseAsync(commandLine, { from: 'user' });
    return terminal.notes;
  };
  return { run, notes: terminal.notes };
}

async function announceUpload(): Promise<void> {
  const { sqs, uploadsQueueUrl } = emulated.deployment;
  await sqs.send(new SendMessageCommand({ QueueUrl: uploadsQueueUrl, MessageBody: 'event' }));
}

const idle = 'no pipeline is running here: `sluice dev --data state` will work on';

describe('commands that look where no pipeline runs', () => {
  it('say who will work on a job that has not ended', async () => {
    await emulated.putJob(job);

    expect(await commandOn('embedded').run('ls')).toEqual([`${idle} what is unfinished`]);
    expect(await commandOn('embedded').run('show', job.jobId)).toEqual([
      `${idle} what is unfinished`,
    ]);
  });

  it('say who will work on an upload that has no job yet', async () => {
    await announceUpload();

    const { run, notes } = commandOn('embedded');
    await expect(run('show', job.document.key)).rejects.toThrow('there is no job for a document');

    expect(notes).toEqual([`${idle} what was uploaded`]);
    expect((await commandOn('embedded').run('ls')).at(-1)).toBe(`${idle} what was uploaded`);
  });

  it('say nothing of it where all has ended, or a pipeline runs', async () => {
    await emulated.putJob({ ...job, status: 'SUCCEEDED' });
    expect(await commandOn('embedded').run('ls')).toEqual([]);
    expect(await commandOn('embedded').run('show', job.jobId)).toEqual([]);

    await emulated.putJob(job);
    await announceUpload();
    expect(await commandOn('attached').run('ls')).toEqual([]);
    expect(await commandOn('stack').run('show', job.jobId)).toEqual([]);
  });
});
