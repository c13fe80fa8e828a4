import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelAccountRefused, ModelCallCut } from '../../shared/failure/model-errors.ts';
import { jobIdOf } from '../../shared/job/job-id.ts';
import { processJob } from '../../shared/steps/running/process-job.ts';
import { acceptUpload } from '../../shared/steps/uploading/accept-upload.ts';
import { analysis as digest } from '../../shared/analysis/built-in/document-digest.ts';
import type { Question } from '../../shared/extraction/question.ts';
import { modelChoice, titleQuestion } from '../builders/analysis.ts';
import { budgetLimit } from '../builders/budget.ts';
import { queuedJob } from '../builders/job.ts';
import { eventually } from '../local/eventually.ts';
import { digestOutput } from '../fakes/digest-answer.ts';
import { modelAnswer, type ScriptedAnswer } from '../fakes/scripted-language-model.ts';
import { intakeInstants } from './instants/intake-instants.ts';
import { longDocumentInstants } from './instants/long-document-instants.ts';
import {
  archiveInstants,
  deferInstants,
  deferredInstant,
  refusedInstants,
  workerInstants,
} from './instants/worker-instants.ts';
import { metBy } from './met-by.ts';
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
  }, 60_000);
  return goodAnswer;
};

interface Asked {
  readonly key: string;
  readonly body: string | Uint8Array;
  /** @default for its title */
  readonly question?: Question;
}

/** What a worker that nobody kills asks of the services while it runs the job of an upload. */
async function requestsOfWorker(
  { key, body, question = titleQuestion }: Asked,
  ...script: readonly ScriptedAnswer[]
): Promise<readonly RecordedRequest[]> {
  const findQuestion = async (): Promise<Question> => question;
  // One part after the other, so that each request is seen at its deed.
  const ports = { ...recorded.portsFor(...script), findQuestion, concurrentParts: 1 };
  const document = await recorded.upload(key, body);
  const { revision } = question;
  const analysis = question.analysis.name;
  const jobId = jobIdOf({ document, analysis, revision });
  const job = queuedJob({ jobId, document, analysis, revision });
  await ports.jobs.create(job);
  recorded.takeRequests();
  const now = ports.clock.now();
  const invocation = { startedAt: now, endsAt: new Date(now.getTime() + 900_000) };
  await processJob({ version: 1, jobId, attempt: job.attempt }, ports, invocation);
  return recorded.takeRequests();
}

/** With a context so small that a document of this length is asked about in parts. */
const digestQuestion: Question = {
  analysis: digest,
  choice: { ...modelChoice, contextTokens: 8_000, maxOutputTokens: 4_000 },
  revision: 'r1',
};
const longText = Array.from(
  { length: 250 },
  (_, index) => `They spoke of boat ${index + 1}, for long.`,
);

/** What is asked for, of a digest with a summary of its own for each part. */
const digestAnswer: ScriptedAnswer = ({ schema, prompt }) => {
  const asked = Object.keys(Object(schema['properties']));
  const said = { ...digestOutput, summary: `Of ${prompt.document.length} characters.` };
  const output = Object.entries(said).filter(([name]) => asked.includes(name));
  const { usage } = modelAnswer();
  // What a prompt really takes is not known: parts stay as small as was estimated.
  return modelAnswer({
    text: JSON.stringify(Object.fromEntries(output)),
    usage: { ...usage, promptTokens: null },
  });
};

async function requestsOfIntake(): Promise<readonly RecordedRequest[]> {
  const ports = recorded.portsFor();
  const { name } = titleQuestion.analysis;
  const document = await recorded.upload(`inbox/${name}/taken-in.md`, 'text');
  recorded.takeRequests();
  const uploadedAt = ports.clock.now().toISOString();
  await acceptUpload({ document, uploadedAt }, { ...ports, analyses: [name], maximumBytes: 10 });
  return recorded.takeRequests();
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

  it('in the job of a long document', async () => {
    const body = longText.join('\n\n');
    const script = Array.from({ length: 10 }, () => digestAnswer);
    const asked = { key: 'inbox/long.md', body, question: digestQuestion };
    const requests = await requestsOfWorker(asked, ...script);

    expect(metBy(longDocumentInstants, requests)).toEqual([
      ['before the cut is written', 'before jobs.move'],
      ['after the cut is written', 'after jobs.move'],
      ['before the answer of a later part is kept', 'before exchanges.put'],
      ['after the answer of a later part is kept', 'after exchanges.put'],
      ['before the answer of the merge is kept', 'before exchanges.put'],
      ['after the answer of the merge is kept', 'after exchanges.put'],
    ]);
    const kept = requests.filter(({ deed }) => deed === 'exchanges.put');
    const merge = longDocumentInstants.find(({ name }) => name.includes('merge'));
    expect(kept.length).toBeGreaterThan(3);
    expect(kept.findIndex(({ request }) => merge?.matches(request))).toBe(kept.length - 1);
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
