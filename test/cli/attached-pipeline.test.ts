import { afterEach, describe, expect, it, vi } from 'vitest';
import { openAttached } from '../../cli/deployment/open-attached.ts';
import { waitForAttached } from '../../cli/deployment/wait-for-attached.ts';
import { withDeployment } from '../../cli/deployment/with-deployment.ts';
import { announcedDirectory } from '../local/announced-directory.ts';

afterEach(() => vi.unstubAllEnvs());

async function open(path: string, purpose: 'work' | 'upload' | 'read' = 'work') {
  const notes: string[] = [];
  const deployment = await openAttached(path, (text) => notes.push(text), purpose);
  if (deployment === undefined) throw new Error('expected a pipeline to attach to');
  return { deployment, notes };
}

describe('a command that works with the pipeline of another process', () => {
  it('is waited for by that process, which says so once', async () => {
    const { path } = await announcedDirectory();
    const { deployment } = await open(path);
    const notes: string[] = [];

    const waiting = waitForAttached(path, (text) => {
      notes.push(text);
      void deployment.stop();
    });
    await waiting;

    expect(notes).toEqual([
      `process ${process.pid} still works with this pipeline: waiting for it to end; Ctrl-C stops the pipeline now`,
    ]);
  });

  it.each(['work', 'upload'] as const)(
    'says, when it is there to %s, that settings of its own do not count',
    async (purpose) => {
      vi.stubEnv('SLUICE_MODEL', 'llama');
      vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:8080/v1');
      const { path } = await announcedDirectory();

      const { notes } = await open(path, purpose);

      expect(notes).toEqual([
        `process ${process.pid} runs this pipeline and answers with its own settings; not used of this shell: OPENAI_BASE_URL, SLUICE_MODEL`,
      ]);
    },
  );

  it('says nothing of settings where it only reads, or has none', async () => {
    const { path } = await announcedDirectory();
    const withoutSettings = await open(path);
    vi.stubEnv('SLUICE_MODEL', 'llama');
    const reading = await open(path, 'read');

    expect([...withoutSettings.notes, ...reading.notes]).toEqual([]);
  });

  it('ends with what to do when the owner was killed', async () => {
    const { path, stopAnswering } = await announcedDirectory();
    const { deployment } = await open(path);
    await stopAnswering();

    const work = withDeployment(
      async () => deployment,
      async () => {
        throw new Error('connect ECONNREFUSED');
      },
    );

    await expect(work).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringContaining(
        `process ${process.pid}, which ran the pipeline on ${path}, has ended. The jobs live on there: the same command again, or sluice dev --data ${path}, goes on with them`,
      ),
    });
  });

  it('keeps its own failures where the owner lives', async () => {
    const { path } = await announcedDirectory();
    const { deployment } = await open(path);
    const failure = new Error('of its own');

    expect(await deployment.explain?.(failure)).toBe(failure);
  });
});

describe('a pipeline that others work with', () => {
  it('is not stopped before they have gone, also when the work failed', async () => {
    const events: string[] = [];
    const { deployment } = await open((await announcedDirectory()).path);
    const owner = {
      ...deployment,
      waitForOthers: async () => {
        events.push('waited');
      },
      stop: async () => {
        events.push('stopped');
      },
    };

    await expect(
      withDeployment(
        async () => owner,
        async () => {
          throw new Error('scripted');
        },
      ),
    ).rejects.toThrow('scripted');

    expect(events).toEqual(['waited', 'stopped']);
  });
});
