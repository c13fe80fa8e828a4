import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putCommand } from '../../cli/commands/put.ts';
import { uploadFile } from '../../cli/uploads/upload-file.ts';
import { jobItem } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

let emulated: EmulatedDeployment;

beforeAll(async () => {
  emulated = await EmulatedDeployment.start();
});

afterAll(async () => emulated.stop());

const key = 'inbox/meeting-minutes/board.vtt';
const jobId = 'a'.repeat(32);

/** Puts a file of this content, and gives back what is told of what is unchanged. */
async function put(content: string): Promise<string[]> {
  const file = join(emulated.directory, 'board.vtt');
  await writeFile(file, content);
  const terminal = new RecordingTerminal();
  const command = putCommand({
    terminal,
    exitWith: () => {},
    open: async () => ({ ...emulated.deployment, stop: async () => {} }),
  });
  await command.parseAsync([file, '--analysis', 'meeting-minutes'], { from: 'user' });
  expect(terminal.printed).toEqual([key]);
  return terminal.notes.filter((note) => note.includes('unchanged'));
}

describe('sluice put', () => {
  beforeAll(async () => {
    const file = join(emulated.directory, 'board.vtt');
    await writeFile(file, 'first');
    const { version } = await uploadFile(emulated.deployment, file, key);
    const document = { ...jobItem().document, key, version };
    await emulated.putJob(jobItem({ jobId, status: 'SUCCEEDED', document }));
  });

  it('names the job of a file that was put before, for no new one will appear', async () => {
    expect(await put('first')).toEqual([
      `${key} is unchanged: its job is ${jobId}, SUCCEEDED`,
      'what is unchanged gets another job only for another analysis or model',
    ]);
  });

  it('says nothing of the kind where the file has changed', async () => {
    expect(await put('second')).toEqual([]);
  });
});
