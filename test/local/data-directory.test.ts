import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRunningPipeline } from '../../local/data-directory.ts';
import { runPipeline } from './running-pipeline.ts';
import { temporaryDirectory } from './temporary-assembly.ts';

const parts = {
  resources: { Jobs: { Type: 'AWS::SQS::Queue' } },
  outputs: { Jobs: { Value: { Ref: 'Jobs' } } },
};

/** Of no process: Linux counts to four millions at most. */
const deadProcessId = 99_999_999;

describe('a data directory', () => {
  it('says where its pipeline is, as long as it runs', async () => {
    const dataDirectory = await temporaryDirectory();
    const pipeline = await runPipeline(parts, { dataDirectory });

    const running = await readRunningPipeline(dataDirectory);
    await pipeline.stop();

    expect(running).toMatchObject({
      pid: process.pid,
      endpoints: pipeline.endpoints,
      outputs: pipeline.outputs,
    });
    expect(await readRunningPipeline(dataDirectory)).toBeUndefined();
  });

  it('belongs to one pipeline at a time', async () => {
    const dataDirectory = await temporaryDirectory();
    await runPipeline(parts, { dataDirectory });

    await expect(runPipeline(parts, { dataDirectory })).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_IN_USE',
      message: expect.stringContaining(String(process.pid)),
    });
    expect(await readRunningPipeline(dataDirectory)).toBeDefined();
  });

  it.each([
    ['a process that is dead', { pid: deadProcessId }],
    [
      'another program that got its process id',
      {
        pid: process.ppid,
        endpoints: {
          s3: 'http://127.0.0.1:1',
          sqs: 'http://127.0.0.1:1',
          dynamodb: 'http://127.0.0.1:1',
          secretsManager: 'http://127.0.0.1:1',
          textract: 'http://127.0.0.1:1',
        },
        outputs: {},
        startedAt: '2026-01-01T00:00:00.000Z',
      },
    ],
    ['nobody who can be read', 'nonsense'],
  ])('is taken over from %s', async (_, lock) => {
    const dataDirectory = await temporaryDirectory();
    await writeFile(join(dataDirectory, 'lock'), JSON.stringify(lock));

    expect(await readRunningPipeline(dataDirectory)).toBeUndefined();
    await runPipeline(parts, { dataDirectory });

    expect(await readRunningPipeline(dataDirectory)).toMatchObject({ pid: process.pid });
  });

  it('that is not there has no pipeline', async () => {
    expect(await readRunningPipeline('/nowhere')).toBeUndefined();
  });
});
