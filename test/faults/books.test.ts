import { describe, expect, it } from 'vitest';
import type {
  ExchangeRecord,
  JobRecord,
  LedgerRecord,
  Records,
  ResultRecord,
} from './book-records.ts';
import { balanceBooks } from './books.ts';

const usage = {
  promptTokens: 900,
  cachedPromptTokens: 100,
  completionTokens: 30,
  reasoningTokens: 0,
};
const nothing = {
  promptTokens: null,
  cachedPromptTokens: null,
  completionTokens: null,
  reasoningTokens: null,
};

const job: JobRecord = {
  jobId: 'job-1',
  analysis: 'minutes',
  revision: 'r1',
  status: 'SUCCEEDED',
  attempt: 1,
  document: { key: 'inbox/minutes/a.md', version: 'v1', member: [] },
  heldReason: null,
  resultKey: 'results/job-1.json',
  error: null,
};
const result: ResultRecord = {
  jobId: 'job-1',
  status: 'SUCCEEDED',
  error: null,
  warnings: [],
  usage,
  cost: { amount: '0.000100', wasted: '0' },
  coverage: null,
  archive: null,
};
const exchange: ExchangeRecord = {
  requestHash: 'hash-1',
  responseId: 'answer-1',
  paidBy: { call: 1, jobId: 'job-1' },
};
const line: LedgerRecord = {
  kind: 'model',
  requestHash: 'hash-1',
  call: 1,
  jobId: 'job-1',
  outcome: 'used',
  usage,
  cost: { amount: '0.0001' },
};
const lost: LedgerRecord = { ...line, call: 2, outcome: 'unknown', usage: nothing, cost: null };

/** One document, one job, one answer; `parts` says otherwise. */
function cooked(parts: Partial<Records> = {}): Records {
  return {
    uploads: [{ key: 'inbox/minutes/a.md', version: 'v1', members: [] }],
    jobs: [job],
    results: new Map([['results/job-1.json', result]]),
    exchanges: [exchange],
    ledger: [line],
    budgets: [],
    answers: [{ question: 'question-1', responseId: 'answer-1' }],
    received: [{ requestHash: 'hash-1', responseId: 'answer-1' }],
    brokenCalls: 0,
    leftOpen: [],
    deadLetters: { DeadLetters: 0 },
    ...parts,
  };
}

function violationsOf(parts: Partial<Records>): string[] {
  const { balance, checks } = balanceBooks(cooked(parts));
  const violations = checks.flatMap((check) => check.violations);
  expect(balance).toBe(violations.length === 0);
  return violations;
}

const budget = { pk: 'BUDGET#2026-05-04', sk: 'all', usedTokens: 930, settledTokens: 930 };
const second = { question: 'question-1', responseId: 'answer-2' };
const received = [exchange, { ...exchange, responseId: 'answer-2' }];
const crashed = { status: 'FAILED', error: { code: 'WORKER_CRASHED' } };

/** Four workers died in the job, the last of them between keeping its answer and that answer's line. */
const givenUp: Partial<Records> = {
  jobs: [{ ...job, ...crashed }],
  results: new Map([['results/job-1.json', { ...result, ...crashed, usage: nothing, cost: null }]]),
  ledger: [{ ...lost, call: 1 }],
  leftOpen: [{ requestHash: 'hash-1', call: 1 }],
};
const unknownCost = new Map([['results/job-1.json', { ...result, cost: null }]]);

describe('the books', () => {
  it('balance where a job was given up whose last worker kept an answer and died before its line', () => {
    expect(violationsOf(givenUp)).toEqual([]);
    expect(violationsOf({ ...givenUp, jobs: [job] })).toContainEqual(
      expect.stringContaining('exchange hash-1 has no line'),
    );
  });

  it('balance where that worker had settled the claim before it died', () => {
    expect(violationsOf({ ...givenUp, leftOpen: [] })).toEqual([]);
  });

  it('balance where one upload is one job, one result, one answer and one line', () => {
    expect(violationsOf({})).toEqual([]);
  });

  it('balance with an answer that died with its worker, if the ledger has a lost call for it', () => {
    const answers = [{ question: 'question-1', responseId: 'answer-1' }, second];
    const honest = { answers, received, ledger: [line, lost], results: unknownCost };

    expect(violationsOf(honest)).toEqual([]);
  });

  it('balance with a lost call that the server broke off, or whose asker died', () => {
    const honest = { ledger: [line, lost], results: unknownCost };

    expect(violationsOf({ ...honest, brokenCalls: 1 })).toEqual([]);
    expect(violationsOf({ ...honest, leftOpen: [{ requestHash: 'hash-1', call: 2 }] })).toEqual([]);
  });

  it('balance where a deployment replaced a job whose worker had just stored a result', () => {
    const replaced = { status: 'CANCELLED', error: { code: 'REVISION_REPLACED' } };
    const jobs = [
      { ...job, jobId: 'job-2', resultKey: 'results/job-2.json' },
      { ...job, ...replaced, resultKey: null },
    ];
    const results = new Map([
      ...cooked().results,
      ['results/job-2.json', { ...result, jobId: 'job-2', usage: nothing, cost: null }] as const,
    ]);

    expect(violationsOf({ jobs, results })).toEqual([]);
  });

  it('balance for somebody else’s server, whose own count is not known', () => {
    const { balance, figures, checks } = balanceBooks(cooked({ answers: null }));

    expect(balance).toBe(true);
    expect(checks.filter(({ isKnown }) => isKnown === false)).toHaveLength(2);
    expect(figures.answersSent).toBeNull();
  });

  it.each<[string, Partial<Records>, string]>([
    ['an upload without a job', { jobs: [], results: new Map() }, 'inbox/minutes/a.md'],
    [
      'two jobs of one upload',
      { jobs: [job, { ...job, jobId: 'job-2' }] },
      'has the jobs job-1, job-2',
    ],
    [
      'a member of an archive without a job',
      { uploads: [{ key: 'inbox/minutes/a.md', version: 'v1', members: ['b.md'] }] },
      'inbox/minutes/a.md!/b.md (v1) has no job',
    ],
    ['a job of nothing that was uploaded', { uploads: [] }, 'job job-1 is of'],
    [
      'a job without a result that an operator cancelled',
      {
        jobs: [{ ...job, status: 'CANCELLED', error: { code: 'JOB_CANCELLED' } }],
        results: new Map(),
      },
      'job job-1 (CANCELLED) has no result',
    ],
    ['a lost result', { results: new Map() }, 'job job-1 (SUCCEEDED) has no result'],
    [
      'a result that says something else than its job',
      { results: new Map([['results/job-1.json', { ...result, status: 'FAILED' }]]) },
      'job job-1 is SUCCEEDED, its result FAILED',
    ],
    [
      'a result of no job',
      { results: new Map([...cooked().results, ['results/job-9.json', result]]) },
      'result results/job-9.json',
    ],
    [
      'a job that is stuck',
      { jobs: [{ ...job, status: 'RUNNING' }] },
      'job job-1 is RUNNING in attempt 1',
    ],
    [
      'a job that is held without a reason',
      { jobs: [{ ...job, status: 'HELD' }] },
      'job job-1 is HELD',
    ],
    [
      'a failure without a reason',
      {
        jobs: [{ ...job, status: 'FAILED' }],
        results: new Map([['results/job-1.json', { ...result, status: 'FAILED' }]]),
      },
      'job job-1 failed without a reason',
    ],
    [
      'an answer that was paid twice',
      { answers: [...(cooked().answers ?? []), second] },
      'answer-2 are neither kept nor booked as lost',
    ],
    [
      'an answer that was received twice',
      { received },
      'request hash-1 received answer-1, answer-2',
    ],
    [
      'an answer that was paid twice in a job that was given up',
      { ...givenUp, answers: [...(cooked().answers ?? []), second] },
      'answer-2 are neither kept nor booked as lost',
    ],
    [
      'an answer that was received twice in a job that was given up',
      { ...givenUp, received },
      'request hash-1 received answer-1, answer-2',
    ],
    [
      'an exchange that the server never sent',
      { answers: [] },
      'exchange hash-1 is of no answer that the server sent',
    ],
    ['an exchange without a ledger line', { ledger: [] }, 'exchange hash-1 has no line hash-1-1'],
    [
      'a ledger line without an exchange',
      { ledger: [line, { ...line, call: 2 }] },
      'line hash-1-2 has no exchange',
    ],
    [
      'a call that is booked as lost and that nobody can have lost',
      { ledger: [line, lost], results: unknownCost },
      'broke 0 off and 0 answers are not kept: hash-1-2',
    ],
    [
      'a cost that is not the ledger’s',
      { ledger: [{ ...line, cost: { amount: '0.0002' } }] },
      'job job-1 costs 0.000100, in the ledger 0.0002',
    ],
    [
      'tokens that are not the ledger’s',
      { ledger: [{ ...line, usage: { ...usage, promptTokens: 901 } }] },
      'job job-1 used 900 promptTokens, in the ledger 901',
    ],
    [
      'a known cost of a job that lost a call',
      { ledger: [line, lost] },
      'job job-1 has a known cost, and lines without one: hash-1-2',
    ],
    [
      'a line of a job that has no result',
      {
        ledger: [line, { ...line, requestHash: 'hash-9', jobId: 'job-9', outcome: 'unbilled' }],
      },
      'results cost 0.0001 together, in the ledger 0.0002; jobs with lines and no result: job-9',
    ],
    [
      'a reservation that nobody settled',
      { budgets: [{ ...budget, reservations: { 'job-1': {} } }] },
      'BUDGET#2026-05-04 all still reserves for job job-1',
    ],
    [
      'a message that lies dead',
      { deadLetters: { DeadLetters: 2 } },
      '2 messages lie in DeadLetters',
    ],
  ])('do not balance with %s, and say which', (_what, parts, violation) => {
    expect(violationsOf(parts).join('\n')).toContain(violation);
  });

  it('know what was paid, and what of it was wasted', () => {
    const wasted = { ...line, requestHash: 'hash-2', outcome: 'wasted' };

    const { figures } = balanceBooks(cooked({ ledger: [line, wasted], received }));

    expect(figures).toMatchObject({
      paidRatio: 2,
      knownCost: '0.000200',
      resultsCost: '0.000100',
      wastedCostShare: 0.5,
      knownTokens: 1860,
      wastedTokens: 930,
    });
  });
});
