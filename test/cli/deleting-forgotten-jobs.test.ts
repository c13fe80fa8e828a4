import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deleteCommand } from '../../cli/commands/delete.ts';
import type { Deployment } from '../../cli/deployment/deployment.ts';
import { readJob } from '../../cli/jobs/job-table-reads.ts';
import { recognitionHash } from '../../shared/document/recognition-hash.ts';
import { exchangeKey, resultKey, textKey } from '../../shared/document/result-keys.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { jobItem, resultEnvelope, usedExchange } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

let emulated: EmulatedDeployment;
beforeEach(async () => {
  emulated = await EmulatedDeployment.start();
});
afterEach(async () => emulated.stop());

async function open(): Promise<Deployment> {
  return { ...emulated.deployment, stop: async () => {} };
}

const key = 'inbox/meeting-minutes/board.vtt';
const idOf = (digit: string): string => digit.repeat(32);

async function sluiceDelete(commandLine: readonly string[]): Promise<RecordingTerminal> {
  const terminal = new RecordingTerminal();
  const command = deleteCommand({ terminal, open, exitWith: () => {} });
  await command.parseAsync(commandLine, { from: 'user' });
  return terminal;
}

async function putDocument(): Promise<string> {
  const { s3, documentsBucket } = emulated.deployment;
  const put = new PutObjectCommand({ Bucket: documentsBucket, Key: key, Body: 'WEBVTT' });
  const { ETag = '' } = await s3.send(put);
  return ETag.replaceAll('"', '');
}

async function isUploaded(): Promise<boolean> {
  const { s3, documentsBucket } = emulated.deployment;
  return s3.send(new HeadObjectCommand({ Bucket: documentsBucket, Key: key })).then(
    () => true,
    () => false,
  );
}

interface Forgotten {
  readonly digit: string;
  readonly date?: string;
  readonly analysis?: string;
  readonly document?: Partial<ResultEnvelope['document']>;
}

/** The result of a job whose item has expired, and the one exchange that it names. */
async function putForgotten(forgotten: Forgotten): Promise<readonly string[]> {
  const { digit, date = '2025-03-02', analysis = 'meeting-minutes' } = forgotten;
  const result = resultEnvelope();
  const jobId = idOf(digit);
  const exchange = `e${digit}`;
  const uploadedAt = `${date}T10:00:00.000Z`;
  const at = resultKey({ analysis, uploadedAt, jobId });
  await emulated.putResultsObject(at, {
    ...result,
    jobId,
    analysis,
    document: { ...result.document, key, ...forgotten.document },
    exchanges: [usedExchange({ exchange })],
    coverage: null,
    timings: { ...result.timings, uploadedAt },
  });
  await emulated.putResultsObject(exchangeKey(exchange), {});
  await emulated.putClaim(exchange);
  return [at, exchangeKey(exchange)];
}

async function areKept(keys: readonly string[]): Promise<readonly boolean[]> {
  return Promise.all(keys.map(async (each) => emulated.hasResultsObject(each)));
}

describe('sluice delete, of a job that the table has forgotten,', () => {
  it.each([
    ['the key of its document', '--document', key],
    ['its id', idOf('a')],
    ['the beginning of its id', 'aaaaaa'],
  ])('deletes all that its result tells of, by %s', async (_by, ...named) => {
    const version = await putDocument();
    const keys = await putForgotten({ digit: 'a', document: { version } });
    const object = { bucket: 'documents', key, version };
    const scan = recognitionHash({ document: object, provider: 'textract', generation: 1 });
    await emulated.putResultsObject(textKey(scan), {});

    const { printed } = await sluiceDelete([...named, '--yes']);

    expect(printed).toEqual([`${key} (${version}): 1 job, 1 stored request`]);
    expect(await isUploaded()).toBe(false);
    expect(await areKept([...keys, textKey(scan)])).toEqual([false, false, false]);
    expect(await emulated.hasClaim('ea')).toBe(false);
  });

  it('finds every version of a key, also those that are gone themselves', async () => {
    const first = await putForgotten({
      digit: 'a',
      date: '2025-03-02',
      document: { version: 'v1' },
    });
    const second = await putForgotten({
      digit: 'b',
      date: '2025-09-09',
      document: { version: 'v2' },
    });

    const { printed } = await sluiceDelete(['--document', key, '--yes']);

    expect(printed).toHaveLength(2);
    expect(await areKept([...first, ...second])).toEqual([false, false, false, false]);
  });

  it('finds what failed before its analysis was deployed', async () => {
    const keys = await putForgotten({ digit: 'a', analysis: '_none' });

    await sluiceDelete(['--document', key, '--yes']);

    expect(await areKept(keys)).toEqual([false, false]);
  });

  it('deletes the members of an archive with it, whether forgotten or not', async () => {
    const version = await putDocument();
    const uploadedAt = '2025-03-02T10:00:00.000Z';
    const archive = await putForgotten({ digit: 'a', document: { version } });
    const member = await putForgotten({ digit: 'b', document: { version, member: 'notes.vtt' } });
    const document = { ...jobItem().document, version, member: ['minutes.vtt'] };
    await emulated.putJob(
      jobItem({
        jobId: idOf('c'),
        status: 'FAILED',
        analysis: 'meeting-minutes',
        uploadedAt,
        document,
      }),
    );

    const { printed } = await sluiceDelete([idOf('c'), '--yes']);

    expect(printed).toEqual([`${key} (${version}): 3 jobs, 2 stored requests`]);
    expect(await areKept([...archive, ...member])).toEqual([false, false, false, false]);
    expect(await readJob(emulated.deployment, idOf('c'))).toBeUndefined();
  });

  it('leaves the results of other documents and versions alone', async () => {
    const version = await putDocument();
    await putForgotten({ digit: 'a', document: { version } });
    const others = [
      ...(await putForgotten({ digit: 'b', document: { version: 'an older one' } })),
      ...(await putForgotten({ digit: 'c', document: { key: `${key}.bak`, version } })),
    ];

    await sluiceDelete([idOf('a'), '--yes']);

    expect(await areKept(others)).toEqual([true, true, true, true]);
  });

  it('keeps the result until all is gone that only it names', async () => {
    const [at = '', exchange = ''] = await putForgotten({ digit: 'a' });
    const { middlewareStack } = emulated.deployment.s3;
    middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const isOfExchange = JSON.stringify(args.input).includes(exchange);
          if (commandName === 'DeleteObjectCommand' && isOfExchange) throw new Error('refused');
          return next(args);
        },
      { name: 'refusing' },
    );

    await expect(sluiceDelete(['--document', key, '--yes'])).rejects.toThrow('refused');
    expect(await areKept([at])).toEqual([true]);

    middlewareStack.remove('refusing');
    await sluiceDelete(['--document', key, '--yes']);
    expect(await areKept([at, exchange])).toEqual([false, false]);
  });

  it('tells in a dry run how many jobs there are', async () => {
    const [at = ''] = await putForgotten({ digit: 'a' });

    const { printed } = await sluiceDelete(['--document', key, '--dry-run', '--json']);

    const [line = ''] = printed;
    expect(JSON.parse(line)).toEqual({
      bucket: 'documents',
      key,
      version: 'v1',
      jobs: 1,
      exchanges: null,
    });
    expect(await areKept([at])).toEqual([true]);
  });

  it.each([
    [['--document', key], `nothing is kept of a document ${key}`],
    [[idOf('f')], `there is no job ${idOf('f')}, and no result of one is kept`],
    [['ffffff'], 'no job of the last 31 days begins with ffffff, and no result of one is kept'],
    [['aaaaaa'], 'several results are of jobs that begin with aaaaaa'],
    [[key], `there is no job for a document ${key}: --document finds`],
  ])('says so where it finds nothing, or too much (%j)', async (named, problem) => {
    const other = { document: { key: 'inbox/meeting-minutes/other.vtt' } };
    await putForgotten({ digit: 'a', ...other });
    await putForgotten({ digit: 'a', date: '2025-03-03', ...other });

    await expect(sluiceDelete([...named, '--yes'])).rejects.toThrow(problem);
  });
});
