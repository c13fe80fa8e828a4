import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { query } from '../../cli/sql/query.ts';
import { viewNameOf } from '../../cli/sql/views.ts';
import { defineAnalysis } from '../../shared/analysis/define-analysis.ts';
import { ledgerKey, resultKey } from '../../shared/document/result-keys.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { lineOfLostCall } from '../../shared/money/ledger-line.ts';
import { resultEnvelope, usedExchange } from './builders.ts';

const minutes = defineAnalysis({
  name: 'meeting-minutes',
  description: 'test',
  instructions: 'test',
  schema: z.object({
    title: z.string(),
    status: z.string(),
    actionItems: z.array(z.object({ owner: z.string().nullable(), task: z.string() })),
  }),
  example: { title: 'a', status: 'open', actionItems: [] },
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-it's-"));
  await write('results/empty.json', '');
  await write('ledger/empty.json', '');
});

afterEach(async () => rm(folder, { recursive: true }));

async function write(key: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, key)), { recursive: true });
  await writeFile(join(folder, key), text);
}

async function writeResult(overrides: Partial<ResultEnvelope>): Promise<void> {
  const envelope = resultEnvelope(overrides);
  const { uploadedAt } = envelope.timings;
  await write(resultKey({ ...envelope, uploadedAt }), `${JSON.stringify(envelope)}\n`);
}

const rowsOf = async (sql: string) => Array.fromAsync(query(sql, { folder, analyses: [minutes] }));

describe('SQL over results', () => {
  it('answers with no rows where there are no results', async () => {
    expect(await rowsOf('select count(*) as jobs from jobs')).toEqual([{ jobs: 0 }]);
    expect(await rowsOf('select * from meeting_minutes')).toEqual([]);
    expect(await rowsOf('select * from ledger')).toEqual([]);
  });

  it('says of each exchange who answered', async () => {
    const fallback = { exchange: 'e2', provider: 'openrouter', model: 'some-model' };
    await writeResult({ exchanges: [usedExchange(), usedExchange(fallback)] });

    const rows = await rowsOf(
      'select e.provider, e.model from (select unnest(exchange_list) as e from jobs)',
    );

    expect(rows).toEqual([
      { provider: 'deepseek', model: 'deepseek-flash' },
      { provider: 'openrouter', model: 'some-model' },
    ]);
  });

  it('has one row per job, money exact and times in ISO 8601', async () => {
    await writeResult({ jobId: 'a' });
    await writeResult({
      jobId: 'b',
      status: 'FAILED',
      output: null,
      cost: null,
      error: { code: 'EMPTY_DOCUMENT', message: 'the document has no text', retryable: false },
    });

    const rows = await rowsOf(
      `select job_id, status, uploaded_at, prompt_tokens, cost_amount::decimal(9, 5) as cost,
         parts, error_code, output from jobs order by job_id`,
    );

    expect(rows).toEqual([
      {
        job_id: 'a',
        status: 'SUCCEEDED',
        uploaded_at: '2026-05-01T10:00:00.000Z',
        prompt_tokens: 1200,
        cost: '0.00184',
        parts: 1,
        error_code: null,
        output: { title: 'Board' },
      },
      expect.objectContaining({
        job_id: 'b',
        cost: null,
        error_code: 'EMPTY_DOCUMENT',
        output: null,
      }),
    ]);
  });

  it('says how many quotes stand in the document, and where each does', async () => {
    const place = { start: 4, end: 12, page: 3, speaker: 'Ada', timeSeconds: 1.5, member: null };
    const nowhere = {
      start: null,
      end: null,
      page: null,
      speaker: null,
      timeSeconds: null,
      member: null,
    };
    const quotes = [
      { path: '/decisions/0/evidence', verified: true, ...place },
      { path: '/decisions/1/evidence', verified: false, ...nowhere },
    ];
    await writeResult({ jobId: 'a', grounding: { verified: 1, unverified: 1, quotes } });
    await writeResult({ jobId: 'b', grounding: null });

    const counts = await rowsOf(
      'select job_id, verified_quotes, unverified_quotes from jobs order by job_id',
    );
    const places = await rowsOf(
      'select q.path, q.page, q.speaker, q."start" from (select unnest(quotes) as q from jobs)',
    );

    expect(counts).toEqual([
      { job_id: 'a', verified_quotes: 1, unverified_quotes: 1 },
      { job_id: 'b', verified_quotes: null, unverified_quotes: null },
    ]);
    expect(places).toEqual([
      { path: '/decisions/0/evidence', page: 3, speaker: 'Ada', start: 4 },
      { path: '/decisions/1/evidence', page: null, speaker: null, start: null },
    ]);
  });

  it('adds up costs, and says null where one of them is not known', async () => {
    const cost = { amount: '0.001', currency: 'USD', priceList: 'list', wasted: '0' };
    await writeResult({ jobId: 'a', cost });
    await writeResult({ jobId: 'b', cost });
    const total = 'select known_sum(cost_amount) as cost from jobs';
    expect(await rowsOf(total)).toEqual([{ cost: expect.stringMatching(/^0\.0020*$/) }]);

    await writeResult({ jobId: 'c', cost: null });
    expect(await rowsOf(total)).toEqual([{ cost: null }]);
  });

  it('says which open action items each owner has', async () => {
    const actionItems = [
      { owner: 'Ada', task: 'write to the printer' },
      { owner: null, task: 'find a room' },
      { owner: 'Ada', task: 'book the train' },
    ];
    await writeResult({ output: { title: 'Board', status: 'open', actionItems } });

    const rows = await rowsOf(
      `select item.owner, list(item.task) as tasks
       from (select unnest("actionItems") as item from meeting_minutes)
       group by all order by all`,
    );

    expect(rows).toEqual([
      { owner: 'Ada', tasks: ['write to the printer', 'book the train'] },
      { owner: null, tasks: ['find a room'] },
    ]);
  });

  it('has the columns of the schema, and whose output it is', async () => {
    await writeResult({ jobId: 'a', output: { title: 'T', status: 'open', actionItems: [] } });
    await writeResult({ jobId: 'b', status: 'FAILED', output: null });

    expect(await rowsOf('select * from meeting_minutes')).toEqual([
      {
        title: 'T',
        output_status: 'open',
        actionItems: [],
        job_id: 'a',
        document_key: 'inbox/meeting-minutes/board.vtt',
        uploaded_at: '2026-05-01T10:00:00.000Z',
        status: 'SUCCEEDED',
        revision: '3f9c2a1b',
      },
    ]);
  });

  it('shows an output of an older schema as far as it fits', async () => {
    await writeResult({ output: { title: 'T', actionItems: 'none' } });

    expect(await rowsOf('select title, "actionItems" from meeting_minutes')).toEqual([
      { title: 'T', actionItems: null },
    ]);
  });

  it('has one row per call of the ledger', async () => {
    const call = {
      call: 1,
      jobId: 'a',
      analysis: 'meeting-minutes',
      provider: 'deepseek',
      model: 'm',
      startedAt: '2026-05-01T10:00:00.000Z',
    };
    const line = lineOfLostCall('f00d', call);
    await write(ledgerKey(line), `${JSON.stringify(line)}\n`);

    const [row] = await rowsOf('select * from ledger');

    expect(row).toMatchObject({
      kind: 'model',
      request_hash: 'f00d',
      call: 1,
      pages: null,
      outcome: 'unknown',
      started_at: '2026-05-01T10:00:00.000Z',
      prompt_tokens: null,
      cost_amount: null,
    });
  });

  it('writes as text what a number in JSON would round', async () => {
    const [row] = await rowsOf(
      `select 9007199254740993 as big, 12 as small, [1.5::decimal(4, 2)] as money,
         timestamp 'infinity' as never, date '2026-05-01' as day, {'a': '{"b": 1}'::json} as nested`,
    );

    expect(row).toEqual({
      big: '9007199254740993',
      small: 12,
      money: ['1.50'],
      never: 'infinity',
      day: '2026-05-01',
      nested: { a: { b: 1 } },
    });
  });

  it.each([
    ['selec 1', /syntax error at or near "selec"/],
    ['select * from nothing', /Table with name nothing does not exist/],
    [`select * from read_text('/etc/hostname')`, /disabled by configuration/],
    [`copy (select 1) to '/tmp/sluice-must-not-exist.csv'`, /disabled by configuration/],
    ['set enable_external_access = true', /locked|Cannot/],
  ])('refuses %s in the words of DuckDB', async (sql, message) => {
    await expect(rowsOf(sql)).rejects.toThrow(message);
  });

  it('names views so that they need no quotes', () => {
    expect(viewNameOf('meeting-minutes')).toBe('meeting_minutes');
    expect(viewNameOf('jobs')).toBe('jobs_outputs');
  });
});
