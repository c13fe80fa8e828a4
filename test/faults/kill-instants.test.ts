import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelAccountRefused, ModelCallCut } from '../../shared/failure/model-errors.ts';
import { jobIdOf } from '../../shared/job/job-id.ts';
import { processJob } from '../../shared/steps/running/process-job.ts';
import { acceptUpload } from '../../shared/steps/uploading/accept-upload.ts';
import { titleQuestion } from '../builders/analysis.ts';
import { budgetLimit } from '../builders/budget.ts';
import { queuedJob } from '../builders/job.ts';
import { eventually } from '../local/eventually.ts';
import { modelAnswer, type ScriptedAnswer } from '../fakes/scripted-language-model.ts';
import {
  archiveInstants,
  deferInstants,
  deferredInstant,
  intakeInstants,
  type KillInstant,
  refusedInstants,
  workerInstants,
} from './kill-instants.ts';
import { type RecordedRequest, startRecordedWorker } from './recorded-worker.ts';

const recorded = await startRecordedWorker();
afterAll(() => recorded[Symbol.asyncDispose]());
await recorded.portsFor().budgets.setLimit(budgetLimit({ tokens: 1_000_000_000 }));

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });

/** The good answer, so late that the worker has written how far it is before the answer ends. */
const lateAnswer: ScriptedAnswer = async ({ onProgress }) => {
  const before = recorded.requests.length;
  await recorded.clock.advance(5_000);
  onProgress?.(1);
  await eventually(() => {
    const subjects = recorded.requests.slice(before).map(({ request }) => request.subject);
    return subjects.some((subject) => subject.startsWith('JOB#')) ? true : undefined;
  });
  return goodAnswer;
};

/** What a worker that nobody kills asks of the services while it runs the job of an upload. */
async function requestsOfWorker(
  upload: { readonly key: string; readonly body: string | Uint8Array },
  ...script: readonly ScriptedAnswer[]
): Promise<readonly RecordedRequest[]> {
  const ports = recorded.portsFor(...script);
  const document = await recorded.upload(upload.key, upload.body);
  const { analysis, revision } = queuedJob();
  const jobId = jobIdOf({ document, analysis, revision });
  const job = queuedJob({ jobId, document });
  await ports.jobs.create(job);
  recorded.takeRequests();
  const now = ports.clock.now();
  const invocation = { startedAt: now, endsAt: new Date(now.getTime() + 900_000) };
  await processJob({ version: 1, jobId, attempt: job.attempt }, ports, invocation);
  return recorded.takeRequests();
}

async function requestsOfIntake(): Promise<readonly RecordedRequest[]> {
  const ports = recorded.portsFor();
  const { name } = titleQuestion.analysis;
  const document = await recorded.upload(`inbox/${name}/taken-in.md`, 'text');
  recorded.takeRequests();
  const uploadedAt = ports.clock.now().toISOString();
  await acceptUpload({ document, uploadedAt }, { ...ports, analyses: [name], maximumBytes: 10 });
  return recorded.takeRequests();
}

/** The instants in the order in which they are met, and which deeds make requests that match. */
function metBy(
  instants: readonly KillInstant[],
  requests: readonly RecordedRequest[],
): readonly (readonly [string, string])[] {
  const met = instants.map(({ name, when, matches, since }) => {
    const first = since === undefined ? 0 : requests.findIndex(({ request }) => since(request)) + 1;
    const place = requests.findIndex(({ request }, index) => index >= first && matches(request));
    const deeds = requests.filter(({ request }) => matches(request)).map(({ deed }) => deed);
    return { place, entry: [name, `${when} ${[...new Set(deeds)].join(', ')}`] as const };
  });
  return met.toSorted((one, other) => one.place - other.place).map(({ entry }) => entry);
}

describe('each instant is met at the deed that it is named for, and at no other', () => {
  it.each([
    { pace: 'at once', answered: goodAnswer },
    { pace: 'slowly', answered: lateAnswer },
  ])('in a job that succeeds $pace', async ({ pace, answered }) => {
    const requests = await requestsOfWorker({ key: 'inbox/answered.md', body: pace }, answered);

    expect(metBy(workerInstants, requests)).toEqual([
      ['before it reads the job', 'before jobs.get'],
      ['before it takes the job', 'before jobs.move RUNNING'],
      ['after it took the job', 'after jobs.move RUNNING'],
      ['before it reads the document', 'before documents.read'],
      ['before it looks for a kept answer', 'before exchanges.get'],
      ['before it reserves of the budget', 'before budgets.reserve'],
      ['after it reserved of the budget', 'after budgets.reserve'],
      ['before the claim', 'before claims.take'],
      ['after the claim', 'after claims.take'],
      ['before the claim is opened', 'before claims.open'],
      ['after the claim is opened', 'after claims.open'],
      ['before the call is booked', 'before ledger.write unknown'],
      ['after the call is booked', 'after ledger.write unknown'],
      ['after the answer, before it is kept', 'before exchanges.put'],
      ['after the answer is kept', 'after exchanges.put'],
      ['before the claim is settled', 'before claims.settle'],
      ['after the claim is settled', 'after claims.settle'],
      ['before the line of the answer', 'before ledger.write used'],
      ['after the line of the answer', 'after ledger.write used'],
      ['before it writes how far it is', 'before jobs.move'],
      ['before the budget is settled', 'before budgets.settle'],
      ['after the budget is settled', 'after budgets.settle'],
      ['before the last renewal of the lease', 'before jobs.move'],
      ['before the result', 'before results.put'],
      ['after the result', 'after results.put'],
      ['before the final move', 'before jobs.move SUCCEEDED'],
      ['after the final move', 'after jobs.move SUCCEEDED'],
    ]);
  });

  it('in a job whose answer broke off', async () => {
    const cut = new ModelCallCut('the connection broke');
    const requests = await requestsOfWorker({ key: 'inbox/cut.md', body: 'two' }, cut);

    expect(metBy([...deferInstants, deferredInstant], requests)).toEqual([
      ['before it gives the job back', 'before jobs.move QUEUED'],
      ['after it gave the job back, before the message', 'after jobs.move QUEUED'],
      ['after the message that gives the job back', 'after queue.send'],
    ]);
  });

  it('in a job whose provider refuses the account', async () => {
    const refusal = new ModelAccountRefused('no credit');
    const requests = await requestsOfWorker({ key: 'inbox/refused.md', body: 'three' }, refusal);

    expect(metBy(refusedInstants, requests)).toEqual([
      ['before the claim of a refused call is closed', 'before claims.close'],
      ['before the breaker is opened', 'before breakers.open'],
      ['after the breaker is opened', 'after breakers.open'],
      ['before the job is held', 'before jobs.move HELD'],
      ['after the job is held', 'after jobs.move HELD'],
    ]);
  });

  it('in the job of an archive', async () => {
    const body = zipSync({ 'a.md': new TextEncoder().encode('four') });
    const requests = await requestsOfWorker({ key: 'inbox/archive.zip', body });

    expect(metBy(archiveInstants, requests)).toEqual([
      ['before the job of a member is created', 'before jobs.create'],
      ['after the job of a member is created', 'after jobs.create'],
      ['before the message of a member is sent', 'before queue.send'],
      ['after the message of a member is sent', 'after queue.send'],
    ]);
  });

  it('in an upload that intake makes a job of', async () => {
    expect(metBy(intakeInstants, await requestsOfIntake())).toEqual([
      ['before the job is created', 'before jobs.create'],
      ['after the job is created', 'after jobs.create'],
      ['before the message is sent', 'before queue.send'],
      ['after the message is sent', 'after queue.send'],
    ]);
  });
});
