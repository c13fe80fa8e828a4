import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelCommand } from '../../cli/commands/cancel.ts';
import type { CommandContext } from '../../cli/commands/command-context.ts';
import { deleteCommand } from '../../cli/commands/delete.ts';
import { retryCommand } from '../../cli/commands/retry.ts';
import type { JobItem } from '../../cli/jobs/job-item.ts';
import { readJob } from '../../cli/jobs/job-table-reads.ts';
import { exchangeKey, ledgerKey, resultKey, textKey } from '../../shared/document/result-keys.ts';
import { recognitionHash } from '../../shared/document/recognition-hash.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { lineOfLostCall, unbilled } from '../../shared/money/ledger-line.ts';
import { jobItem, resultEnvelope, usedExchange } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

let emulated: EmulatedDeployment;
beforeEach(async () => {
  emulated = await EmulatedDeployment.start();
});
afterEach(async () => emulated.stop());

const commands = { retry: retryCommand, cancel: cancelCommand, delete: deleteCommand };

async function sluice(
  name: keyof typeof commands,
  ...commandLine: string[]
): Promise<RecordingTerminal & { readonly exitCode: number }> {
  let exitCode = 0;
  const terminal = new RecordingTerminal();
  const context: CommandContext = {
    terminal,
    exitWith: (code) => (exitCode = code),
    open: async () => ({ ...emulated.deployment, stop: async () => {} }),
  };
  await commands[name](context).parseAsync(commandLine, { from: 'user' });
  return Object.assign(terminal, { exitCode });
}

const idOf = (digit: string): string => digit.repeat(32);

function failed(digit: string, code: string, parts: Partial<JobItem> = {}): JobItem {
  return jobItem({
    jobId: idOf(digit),
    status: 'FAILED',
    error: { code, message: 'some message', retryable: true },
    changedAt: new Date().toISOString(),
    completedAt: '2026-05-01T10:00:00.000Z',
    ...parts,
  });
}

async function stateOf(digit: string): Promise<JobItem | undefined> {
  return readJob(emulated.deployment, idOf(digit));
}

async function messages(): Promise<string[]> {
  const { sqs, nowQueueUrl } = emulated.deployment;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: nowQueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body }) => Body ?? '');
}

/** The result of a job whose model has a price. */
async function putResult(job: JobItem, parts: Partial<ResultEnvelope> = {}): Promise<void> {
  const model = {
    provider: 'deepseek',
    requested: 'deepseek-flash',
    served: null,
    fingerprint: null,
    thinking: false,
    structuredOutput: null,
  };
  await emulated.putResultsObject(
    resultKey(job),
    resultEnvelope({ jobId: job.jobId, model, ...parts }),
  );
}

/** What trying the only job again may cost. */
async function estimateOf(...commandLine: string[]): Promise<unknown> {
  const { printed } = await sluice('retry', idOf('a'), '--dry-run', '--json', ...commandLine);
  const [line = '{}'] = printed;
  return JSON.parse(line).estimate;
}

const cost = { amount: '0.002000', currency: 'USD', priceList: 'test', wasted: '0.002000' };

describe('sluice retry', () => {
  it('tells how many jobs failed with a code and what they may cost, and queues them', async () => {
    const priced = failed('a', 'ANSWER_OFF_SCHEMA');
    await emulated.putJob(priced);
    await putResult(priced);
    await emulated.putJob(failed('b', 'ANSWER_OFF_SCHEMA'));
    await emulated.putJob(failed('c', 'EMPTY_DOCUMENT'));

    const { notes, printed } = await sluice('retry', '--failed-with', 'ANSWER_OFF_SCHEMA');

    expect(notes).toEqual([
      expect.stringMatching(
        /^2 jobs: about 0\.0\d+ USD, and unknown for 1 job; answers that are stored cost nothing again$/,
      ),
      '2 jobs queued, the last to start in 0 s',
    ]);
    expect(printed.join('\n')).toContain(idOf('b'));
    expect(await stateOf('a')).toMatchObject({ status: 'QUEUED', attempt: 2, retries: 1 });
    expect(await stateOf('c')).toMatchObject({ status: 'FAILED' });
    expect((await messages()).toSorted()).toEqual(
      ['a', 'b'].map((digit) => JSON.stringify({ version: 1, jobId: idOf(digit), attempt: 2 })),
    );
  });

  it('changes nothing in a dry run', async () => {
    await emulated.putJob(failed('a', 'MODEL_UNAVAILABLE', { cost }));

    const { printed } = await sluice(
      'retry',
      '--failed-with',
      'MODEL_UNAVAILABLE',
      '--dry-run',
      '--json',
    );

    expect(printed.map((line): unknown => JSON.parse(line))).toMatchObject([
      { jobId: idOf('a'), status: 'FAILED', estimate: null },
    ]);
    expect(await stateOf('a')).toMatchObject({ status: 'FAILED', attempt: 1 });
    expect(await messages()).toEqual([]);
  });

  it('estimates a job that has no answer yet by the length of its document', async () => {
    const job = failed('a', 'MODEL_UNAVAILABLE');
    await emulated.putJob(job);
    await putResult(job, { coverage: null, exchanges: [] });

    const { notes } = await sluice('retry', idOf('a'), '--dry-run');

    expect(notes).toEqual([expect.stringMatching(/^1 job: about 0\.0\d+ USD; answers/)]);
  });

  it('estimates what has no answer yet, and not what is stored', async () => {
    const job = failed('a', 'MODEL_UNAVAILABLE', { status: 'INCOMPLETE', cost });
    const { document } = resultEnvelope();
    const answered = { exchange: 'e1', finishReason: 'stop', error: null };
    const missing = { exchange: null, finishReason: null, error: 'MODEL_UNAVAILABLE' };
    await emulated.putJob(job);

    const estimates: unknown[] = [];
    for (const [characters, answeredTo] of [
      [100_000, 99_000],
      [1_000, 0],
    ] as const) {
      await putResult(job, {
        document: { ...document, characters },
        coverage: {
          complete: false,
          characters,
          covered: answeredTo,
          parts: [
            { start: 0, end: answeredTo, ...answered },
            { start: answeredTo, end: characters, ...missing },
          ],
        },
      });
      estimates.push(await estimateOf());
    }

    expect(estimates[0]).toMatchObject({ currency: 'USD' });
    expect(estimates[0]).toEqual(estimates[1]);
  });

  it('estimates fresh answers by those that they replace, not by what the job has cost in its life', async () => {
    const job = failed('a', 'ANSWER_OFF_SCHEMA', { cost: { ...cost, amount: '5.000000' } });
    const money = { currency: 'USD', priceList: 'test' };
    await emulated.putJob(job);
    await putResult(job, {
      exchanges: [
        usedExchange({ exchange: 'e1', cost: { amount: '0.001000', ...money } }),
        usedExchange({ exchange: 'e1', cost: { amount: '0.001000', ...money } }),
        usedExchange({ exchange: 'e2', cost: { amount: '0.002000', ...money } }),
      ],
    });

    expect(await estimateOf('--fresh')).toEqual({ amount: '0.003000', ...money });
  });

  it('finds what ended lately, of one analysis', async () => {
    await emulated.putJob(failed('a', 'MODEL_UNAVAILABLE'));
    await emulated.putJob(
      failed('b', 'MODEL_UNAVAILABLE', { changedAt: '2026-05-01T10:00:00.000Z' }),
    );
    await emulated.putJob(failed('c', 'MODEL_UNAVAILABLE', { analysis: 'document-digest' }));
    await emulated.putJob(failed('d', '', { status: 'INCOMPLETE', error: null }));

    const { printed } = await sluice(
      'retry',
      '--analysis',
      'meeting-minutes',
      '--since',
      '90m',
      '--json',
      '--dry-run',
    );

    const found = new Set(printed.map((line): unknown => JSON.parse(line).jobId));
    expect(found).toEqual(new Set([idOf('a'), idOf('d')]));
  });

  it('says when the last of many jobs starts at the rate that is asked for', async () => {
    await Promise.all(
      ['a', 'b', 'c'].map((digit) => emulated.putJob(failed(digit, 'MODEL_THROTTLED'))),
    );

    const { notes } = await sluice('retry', '--failed-with', 'MODEL_THROTTLED', '--rate', '1');

    expect(notes.at(-1)).toBe('3 jobs queued, the last to start in 2 s');
    const jobs = await Promise.all(['a', 'b', 'c'].map((digit) => stateOf(digit)));
    expect(jobs.map((job) => job?.status)).toEqual(['QUEUED', 'QUEUED', 'QUEUED']);
  });

  it('begins a new generation where fresh answers are wanted', async () => {
    const progress = {
      answeredParts: 1,
      plannedParts: 2,
      answerTokens: 9,
      tooLarge: [],
      cut: null,
    };
    await emulated.putJob(failed('a', 'ANSWER_OFF_SCHEMA', { progress }));

    await sluice('retry', idOf('a'), '--fresh');

    expect(await stateOf('a')).toMatchObject({ retries: 1, progress: null });
  });

  it('refuses by name what cannot be tried again', async () => {
    await emulated.putJob(jobItem({ jobId: idOf('a'), status: 'SUCCEEDED' }));
    await emulated.putJob(failed('b', 'INTAKE_FAILED', { analysis: '_none' }));

    const { notes, exitCode } = await sluice('retry', idOf('a'), idOf('b'));

    expect(notes).toEqual([
      `${idOf('a')} is SUCCEEDED: only FAILED, INCOMPLETE and CANCELLED jobs are tried again`,
      `${idOf('b')} has no analysis: upload the document again, under a key that names one`,
    ]);
    expect(exitCode).toBe(1);
  });

  it('wants to know which jobs', async () => {
    await expect(sluice('retry')).rejects.toThrow('no jobs are named');
    await expect(sluice('retry', idOf('a'), '--since', '1h')).rejects.toThrow('not both');
  });
});

describe('sluice cancel', () => {
  it('ends what waits, asks for the end of what runs, and leaves what has ended', async () => {
    await emulated.putJob(jobItem({ jobId: idOf('a'), status: 'HELD' }));
    await emulated.putJob(jobItem({ jobId: idOf('b'), status: 'RUNNING' }));
    await emulated.putJob(jobItem({ jobId: idOf('c'), status: 'SUCCEEDED' }));

    const { notes, exitCode } = await sluice('cancel', idOf('a'), idOf('b'), idOf('c'));

    expect(notes).toEqual([
      '1 job still running, to end before the next call',
      '1 job had ended already',
    ]);
    expect(exitCode).toBe(1);
    expect(await stateOf('a')).toMatchObject({ status: 'CANCELLED' });
    expect(await stateOf('b')).toMatchObject({ status: 'RUNNING', cancelRequested: true });
    expect(await stateOf('c')).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('cancels all jobs of one analysis that are in a state', async () => {
    await emulated.putJob(jobItem({ jobId: idOf('a') }));
    await emulated.putJob(jobItem({ jobId: idOf('b'), analysis: 'document-digest' }));
    await emulated.putJob(jobItem({ jobId: idOf('c'), status: 'WAITING' }));

    await sluice('cancel', '--status', 'QUEUED', '--analysis', 'meeting-minutes');

    const states = await Promise.all(['a', 'b', 'c'].map((digit) => stateOf(digit)));
    expect(states.map((job) => job?.status)).toEqual(['CANCELLED', 'QUEUED', 'WAITING']);
  });
});

const text = 'WEBVTT';
const key = 'inbox/meeting-minutes/board.vtt';

async function putDocument(): Promise<string> {
  const { s3, documentsBucket } = emulated.deployment;
  const put = new PutObjectCommand({ Bucket: documentsBucket, Key: key, Body: text });
  const { ETag = '' } = await s3.send(put);
  return ETag.replaceAll('"', '');
}

async function putTraces(job: JobItem, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) {
    await emulated.putResultsObject(exchangeKey(hash), { requestHash: hash });
    await emulated.putClaim(hash);
  }
  const { jobId } = job;
  const exchanges = hashes.map((exchange) => usedExchange({ exchange }));
  await emulated.putResultsObject(resultKey(job), resultEnvelope({ exchanges, jobId }));
}

const isKept = async (resultsKey: string): Promise<boolean> =>
  emulated.hasResultsObject(resultsKey);
const hasClaim = async (hash: string): Promise<boolean> => emulated.hasClaim(hash);

async function isUploaded(): Promise<boolean> {
  const { s3, documentsBucket } = emulated.deployment;
  return s3.send(new HeadObjectCommand({ Bucket: documentsBucket, Key: key })).then(
    () => true,
    () => false,
  );
}

async function putAnalysedDocument(parts: Partial<JobItem> = {}): Promise<JobItem> {
  const version = await putDocument();
  const { document } = jobItem();
  const job = jobItem({
    jobId: idOf('a'),
    status: 'SUCCEEDED',
    startedAt: '2026-05-01T10:00:00.200Z',
    document: { ...document, version, versionKind: 'eTag' },
    ...parts,
  });
  await emulated.putJob(job);
  return job;
}

describe('sluice delete', () => {
  it('leaves nothing of a document but what its calls cost', async () => {
    const job = await putAnalysedDocument();
    await putTraces(job, ['e1', 'e2']);
    const scan = recognitionHash({ ...job, provider: 'textract', generation: 1 });
    await emulated.putResultsObject(textKey(scan), {});
    const call = { call: 1, jobId: job.jobId, analysis: job.analysis, provider: 'p', model: 'm' };
    const line = lineOfLostCall('e1', { ...call, startedAt: job.uploadedAt });
    await emulated.putResultsObject(ledgerKey(line), line);

    const { printed } = await sluice('delete', idOf('a'), '--yes');

    expect(printed).toEqual([`${key} (${job.document.version}): 1 job, 2 stored requests`]);
    expect(await isUploaded()).toBe(false);
    expect(await stateOf('a')).toBeUndefined();
    const gone = [resultKey(job), exchangeKey('e1'), exchangeKey('e2'), textKey(scan)];
    expect(await Promise.all(gone.map(isKept))).toEqual([false, false, false, false]);
    expect(await Promise.all(['e1', 'e2'].map(hasClaim))).toEqual([false, false]);
    expect(await isKept(ledgerKey(line))).toBe(true);
  });

  it('finds in the ledger what a job has asked that has no result', async () => {
    const job = await putAnalysedDocument({ status: 'HELD' });
    const call = { call: 1, jobId: job.jobId, analysis: job.analysis, provider: 'p', model: 'm' };
    const line = lineOfLostCall('e9', { ...call, startedAt: job.uploadedAt });
    await emulated.putResultsObject(ledgerKey(line), line);
    await emulated.putResultsObject(exchangeKey('e9'), {});

    await sluice('delete', '--document', key, '--yes');

    expect(await isKept(exchangeKey('e9'))).toBe(false);
    expect(await stateOf('a')).toBeUndefined();
  });

  it('deletes the members of an archive with it', async () => {
    const archive = await putAnalysedDocument();
    const member = { ...archive.document, member: ['notes.vtt'] };
    const job = jobItem({ jobId: idOf('b'), status: 'SUCCEEDED', document: member });
    await emulated.putJob(job);
    await putTraces(job, ['e3']);
    const neighbour = { ...archive.document, key: 'inbox/meeting-minutes/other.vtt' };
    await emulated.putJob(jobItem({ jobId: idOf('c'), document: neighbour }));

    await sluice('delete', idOf('b'), '--yes');

    const states = await Promise.all(['a', 'b', 'c'].map((digit) => stateOf(digit)));
    expect(states.map((each) => each?.status)).toEqual([undefined, undefined, 'QUEUED']);
    expect(await isKept(exchangeKey('e3'))).toBe(false);
    expect(await isUploaded()).toBe(false);
  });

  it('leaves the object alone that has taken the place of the document', async () => {
    const job = await putAnalysedDocument();
    await emulated.putJob({ ...job, document: { ...job.document, version: 'an older one' } });

    await sluice('delete', idOf('a'), '--yes');

    expect(await isUploaded()).toBe(true);
  });

  it('refuses a document that is being worked on, before it deletes anything', async () => {
    const job = await putAnalysedDocument();
    await emulated.putJob(jobItem({ jobId: idOf('b'), status: 'RUNNING', document: job.document }));

    await expect(sluice('delete', idOf('a'), '--yes')).rejects.toThrow('is running');

    expect(await isUploaded()).toBe(true);
    expect(await stateOf('a')).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('goes on where an earlier call was interrupted', async () => {
    const job = await putAnalysedDocument();
    await putTraces(job, ['e1']);
    await sluice('delete', idOf('a'), '--yes');
    await emulated.putJob(job);

    await sluice('delete', '--document', key, '--yes');

    expect(await stateOf('a')).toBeUndefined();
  });

  it('leaves the claim of somebody who is asking just now', async () => {
    const job = await putAnalysedDocument();
    await putTraces(job, ['e1']);
    const until = new Date(Date.now() + 60_000).toISOString();
    await emulated.putClaim('e1', { open: true, until });

    await sluice('delete', idOf('a'), '--yes');

    expect(await hasClaim('e1')).toBe(true);
  });

  it('deletes the claims of requests that a provider refused, of which no result tells', async () => {
    const now = new Date().toISOString();
    const parts = { uploadedAt: now, startedAt: now, changedAt: now };
    const job = await putAnalysedDocument(parts);
    await putTraces(job, ['e1']);
    for (const [hash, jobId] of [
      ['refused', job.jobId],
      ['of-another', idOf('b')],
    ] as const) {
      const call = { call: 1, jobId, analysis: job.analysis, provider: 'p', model: 'm' };
      const line = unbilled(lineOfLostCall(hash, { ...call, startedAt: now }));
      await emulated.putResultsObject(ledgerKey(line), line);
      await emulated.putClaim(hash);
    }

    await sluice('delete', idOf('a'), '--yes');

    expect(await hasClaim('refused')).toBe(false);
    expect(await hasClaim('of-another')).toBe(true);
  });

  it('says of material that what manifests have made of it stays', async () => {
    const { s3, documentsBucket: Bucket } = emulated.deployment;
    const material = 'members/launch/agenda.txt';
    await s3.send(new PutObjectCommand({ Bucket, Key: material, Body: text }));

    const { notes } = await sluice('delete', '--document', material, '--yes');

    expect(notes).toEqual([
      `results of manifests that list ${material} stay until these are deleted`,
    ]);
  });

  it('only tells what it would delete, and wants to be told to do it', async () => {
    await putAnalysedDocument();

    const { printed, notes } = await sluice('delete', '--document', key, '--dry-run');

    expect(printed).toEqual([expect.stringContaining(': 1 job')]);
    expect(notes).toEqual(['nothing is deleted yet: --yes does it']);
    await expect(sluice('delete', idOf('a'))).rejects.toThrow('--yes');
    expect(await isUploaded()).toBe(true);
  });
});
