import { describe, expect, it } from 'vitest';
import {
  ModelAccountRefused,
  ModelCallCut,
  ModelContextExceeded,
  ModelRequestRejected,
} from '../../../shared/failure/model-errors.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { DocumentReader } from '../../../shared/ports/document-reader.ts';
import { cancelJob } from '../../../shared/steps/operating/cancel-job.ts';
import { runJob } from '../../builders/asked-world.ts';
import {
  table,
  longWorld,
  idsOf,
  expectWholeCover,
  failingOn,
  withPromptTokens,
  throttled,
  anHourMs,
} from '../../builders/long-world.ts';
import { modelChoice } from '../../builders/analysis.ts';
import { RowReadingModel } from '../../fakes/row-reading-model.ts';

describe('a long document', () => {
  it('is asked about in one request when it fits the context with room for the answer', async () => {
    const text = table(100);
    const world = longWorld(text, new RowReadingModel());

    const result = await runJob(world);

    expect(world.model.requests).toHaveLength(1);
    expect(result).toMatchObject({ status: 'SUCCEEDED', coverage: { parts: [{ start: 0 }] } });
  });

  it('is cut where it does not fit, and every row of it comes back', async () => {
    const text = table(600);
    const world = longWorld(text, new RowReadingModel(), { contextTokens: 6_000 });

    const result = await runJob(world);

    expect(result?.status).toBe('SUCCEEDED');
    expect(idsOf(result)).toEqual(Array.from({ length: 600 }, (_, index) => index + 1));
    expect(result?.coverage).toMatchObject({ complete: true, covered: text.length });
    expect(result?.coverage?.parts.length).toBeGreaterThan(2);
    expectWholeCover(result, text.length);
    expect(result?.usage.exchanges).toBe(world.model.requests.length);
  });

  it('brings back all 3,200 rows through a model that writes 8,000 tokens at most', async () => {
    const text = table(3_200);
    const model = new RowReadingModel();
    const world = longWorld(text, model, { contextTokens: 1_000_000 });

    const result = await runJob(world);

    expect(result?.status).toBe('SUCCEEDED');
    expect(idsOf(result)).toEqual(Array.from({ length: 3_200 }, (_, index) => index + 1));
    expectWholeCover(result, text.length);
    expect(result?.warnings.join()).toContain('asked about again in smaller parts');
    expect(result?.cost?.wasted).not.toBe('0.000000');
    const outcomes = [...world.ledger.lines.values()].map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'used')).toHaveLength(model.wholeAnswers);
  });

  it('is INCOMPLETE, with what is missing, where a part cannot be answered for good', async () => {
    const text = table(600);
    const model = failingOn(({ prompt }) =>
      prompt.document.includes('| 300 |')
        ? new ModelRequestRejected('not this one', { status: 400 })
        : undefined,
    );
    const world = longWorld(text, model, { contextTokens: 6_000 });

    const result = await runJob(world);

    const missing = result?.coverage?.parts.filter(({ error }) => error !== null) ?? [];
    expect(result).toMatchObject({
      status: 'INCOMPLETE',
      coverage: { complete: false },
      error: { code: 'DOCUMENT_INCOMPLETE' },
    });
    expect(missing).toMatchObject([{ error: 'MODEL_REQUEST_REJECTED', exchange: null }]);
    expect(result?.error?.message).toContain(`${missing[0]?.start} to ${missing[0]?.end}`);
    expect(idsOf(result)).toContain(1);
    expect(idsOf(result)).toContain(600);
    expect(idsOf(result)).not.toContain(300);
    expectWholeCover(result, text.length);
  });

  it('names the range that no smaller part of could be answered', async () => {
    const text = table(100);
    const world = longWorld(text, new RowReadingModel(), { maxOutputTokens: 20 });

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'FAILED',
      output: null,
      error: { code: 'ANSWER_TRUNCATED' },
    });
    expectWholeCover(result, text.length);
  });

  it('pays for no part again when its worker dies in the midst of it', async () => {
    const text = table(600);
    const model = failingOn((_, calls) => (calls === 3 ? new Error('killed here') : undefined));
    const world = longWorld(text, model, { contextTokens: 6_000 });

    await expect(runJob(world)).rejects.toThrow('killed here');
    const answeredBefore = world.exchanges.exchanges.size;
    await world.clock.advance(61_000);
    await runJob(world);
    const result = await runJob(world);

    expect(answeredBefore).toBeGreaterThan(0);
    expect(result?.status).toBe('SUCCEEDED');
    expect(model.requests).toHaveLength(world.exchanges.exchanges.size + 1);
    expect(result?.usage.paidExchanges).toBe(world.exchanges.exchanges.size);
  });

  it.each([
    ['that came to its limit', { text: '{"rows":', finishReason: 'length' }, undefined],
    ['before one too long', { text: '{"other":1}' }, new ModelContextExceeded('too long')],
  ])('counts an answer in vain %s also when a worker dies later', async (_, vain, second) => {
    const model = failingOn((_request, calls) => {
      if (calls === 2) return second;
      return calls === 5 ? new Error('killed here') : undefined;
    });
    const answer = model.answer.bind(model);
    model.answer = async (request) => {
      const answered = await answer(request);
      return model.requests.length === 1 ? { ...answered, ...vain } : answered;
    };
    const world = longWorld(table(600), model, { contextTokens: 6_000 });

    await expect(runJob(world)).rejects.toThrow('killed here');
    await world.clock.advance(61_000);
    await runJob(world);
    const result = await runJob(world);

    expect(result?.status).toBe('SUCCEEDED');
    expect(result?.usage.paidExchanges).toBe(world.exchanges.exchanges.size);
    expect(result?.cost?.wasted).not.toBe('0.000000');
    expect(result?.warnings).toContainEqual(expect.stringContaining('too much for one answer'));
  });

  it('counts a call that got lost before its range was too much also when a worker dies later', async () => {
    const model = failingOn((_request, calls) => {
      if (calls === 2) return new ModelContextExceeded('too long');
      return calls === 1 || calls === 4 ? new Error('killed here') : undefined;
    });
    const world = longWorld(table(600), model, { contextTokens: 6_000 });

    for (const _ of ['the first call', 'a later one']) {
      await expect(runJob(world)).rejects.toThrow('killed here');
      await world.clock.advance(61_000);
      await runJob(world);
    }
    const result = await runJob(world);

    expect(result?.status).toBe('SUCCEEDED');
    const lost = [...world.ledger.lines.values()].filter(({ outcome }) => outcome === 'unknown');
    expect(lost).toHaveLength(2);
    expect(result?.cost).toBeNull();
    expect(result?.warnings).toContainEqual(expect.stringContaining("2 of the job's calls"));
  });

  it('counts a call that got lost also when its job is cancelled before it is asked again', async () => {
    const model = failingOn((_request, calls) =>
      calls === 2 ? new ModelCallCut('the stream broke') : undefined,
    );
    const world = { ...longWorld(table(600), model, { contextTokens: 6_000 }), concurrentParts: 1 };
    await runJob(world);
    await world.clock.advance(anHourMs);
    const read: DocumentReader['read'] = async (document) => {
      await cancelJob(world.job.jobId, world);
      await world.clock.wait(25_000);
      return world.reader.read(document);
    };

    const result = await runJob({ ...world, reader: { read } });

    expect(model.requests).toHaveLength(2);
    expect(result).toMatchObject({ status: 'CANCELLED', cost: null });
    expect(result?.warnings).toContainEqual(expect.stringContaining("1 of the job's calls"));
  });

  it('is known to be too much for one request, although only the end of the attempt could be written', async () => {
    const model = failingOn((_request, calls) => {
      if (calls === 1) return new ModelContextExceeded('too long');
      return calls === 3 ? throttled() : undefined;
    });
    const world = longWorld(table(600), model, { contextTokens: 6_000 });
    const move = world.jobs.move.bind(world.jobs);
    world.jobs.move = async (jobId, asked) => {
      const isBeat = asked.change.status === undefined;
      return isBeat ? Promise.reject(new Error('the table is away')) : move(jobId, asked);
    };

    await runJob(world);

    expect(world.jobs.jobs.get(world.job.jobId)).toMatchObject({
      status: 'QUEUED',
      progress: { tooLarge: [{ start: 0, code: 'MODEL_CONTEXT_EXCEEDED' }] },
    });
  });

  it('asks only for what is missing when a provider throttled one of its parts', async () => {
    const text = table(600);
    const model = failingOn((_, calls) => (calls === 2 ? throttled() : undefined));
    const world = longWorld(text, model, { contextTokens: 6_000 });

    await runJob(world);
    const afterFirst = world.jobs.jobs.get(world.job.jobId);
    await world.clock.advance(anHourMs + 60_000);
    const result = await runJob(world);

    expect(afterFirst).toMatchObject({ status: 'QUEUED', attempt: 2 });
    expect(result?.status).toBe('SUCCEEDED');
    expect(model.requests).toHaveLength(world.exchanges.exchanges.size + 1);
  });

  it('keeps what the other parts gave when a part stays throttled to the last attempt', async () => {
    const text = table(600);
    const model = failingOn(({ prompt }) =>
      prompt.document.includes('| 600 |') ? throttled() : undefined,
    );
    const world = longWorld(text, model, { contextTokens: 6_000 });

    for (const _ of [1, 2, 3]) {
      await runJob(world);
      await world.clock.advance(13 * anHourMs);
    }

    const result = world.results.results.get(world.job.jobId);
    expect(result).toMatchObject({ status: 'INCOMPLETE', error: { code: 'MODEL_THROTTLED' } });
    expect(idsOf(result)).toContain(1);
    expect(result?.usage.paidExchanges).toBe(world.exchanges.exchanges.size);
    expectWholeCover(result, text.length);
  });

  it('fails by name, before it pays, where the instructions leave the model no room', async () => {
    const model = new RowReadingModel();
    const world = longWorld(table(100), model, { contextTokens: 1_000 });

    const result = await runJob(world);

    expect(model.requests).toHaveLength(0);
    expect(result).toMatchObject({ status: 'FAILED', error: { code: 'REQUEST_TOO_LONG' } });
  });

  it('is asked about whole where it fits, however small the context', async () => {
    const model = new RowReadingModel();
    const world = longWorld('| 1 | Ada |', model, { contextTokens: 1_600 });

    const result = await runJob(world);

    expect(result).toMatchObject({ status: 'SUCCEEDED', coverage: { complete: true } });
    expect(model.requests).toHaveLength(1);
  });

  it('is cut by the tokens that the provider counts, once it has counted some', async () => {
    const text = table(2_000);
    const rows = new RowReadingModel();
    const [few, many] = [new RowReadingModel(), new RowReadingModel()];
    few.answer = async (request) => withPromptTokens(await rows.answer(request), 0.5);
    many.answer = async (request) => withPromptTokens(await rows.answer(request), null);

    const corrected = await runJob(longWorld(text, few, { contextTokens: 12_000 }));
    const estimated = await runJob(longWorld(text, many, { contextTokens: 12_000 }));

    expect(corrected).toMatchObject({ status: 'SUCCEEDED', warnings: [] });
    expect(corrected?.coverage?.parts.length).toBeLessThan(estimated?.coverage?.parts.length ?? 0);
    expectWholeCover(corrected, text.length);
  });

  it('has written down that a part is too much before it asks about its halves', async () => {
    const text = table(600);
    const known: number[] = [];
    const model = failingOn((_, calls) => {
      known.push(world.jobs.jobs.get(world.job.jobId)?.progress?.tooLarge.length ?? 0);
      return calls === 3 ? new ModelContextExceeded('too long') : undefined;
    });
    const world = longWorld(text, model, { contextTokens: 6_000 });
    const move = world.jobs.move.bind(world.jobs);
    world.jobs.move = async (...change) => {
      await world.clock.wait(1_000);
      return move(...change);
    };

    const result = await runJob(world);

    expect(result?.status).toBe('SUCCEEDED');
    expect(known[2]).toBe(0);
    expect(known.slice(4)).not.toContain(0);
  });

  it('counts what its halves paid also when the attempt is stopped', async () => {
    const text = table(600);
    const limit = text.length / 6;
    const model = failingOn(({ prompt }) => {
      const shown = prompt.document.slice(prompt.document.indexOf('<document'));
      if (shown.length > limit + 200) return new ModelContextExceeded('too long');
      return shown.includes('| 600 |') ? throttled() : undefined;
    });
    const world = longWorld(text, model, { contextTokens: 6_000 });

    for (const _ of [1, 2, 3]) {
      await runJob(world);
      await world.clock.advance(13 * anHourMs);
    }

    const result = world.results.results.get(world.job.jobId);
    expect(result?.status).toBe('INCOMPLETE');
    expect(result?.usage.paidExchanges).toBe(world.exchanges.exchanges.size);
  });

  it('never gives up while each attempt brings it further', async () => {
    const text = table(2_000);
    const model = failingOn((_, calls) =>
      calls % 3 === 0 ? new ModelCallCut('the stream broke') : undefined,
    );
    const world = longWorld(text, model, { contextTokens: 6_000 });

    for (let attempts = 0; attempts < 30 && world.results.results.size === 0; attempts += 1) {
      await runJob(world);
      await world.clock.advance(900_000);
    }

    expect(idsOf(world.results.results.get(world.job.jobId))).toHaveLength(2_000);
  });

  it.each([
    ['goes back to its queue', 'QUEUED', throttled()],
    ['is held', 'HELD', new ModelAccountRefused('no credit')],
  ])('forgets who died in it when it got further and %s', async (_, status, failure) => {
    const model = failingOn((_request, calls) => (calls > 1 ? failure : undefined));
    const world = longWorld(table(600), model, { contextTokens: 6_000 });
    world.jobs.jobs.set(world.job.jobId, { ...world.job, crashes: 3, failedAttempts: 2 });

    await runJob(world);

    expect(world.jobs.jobs.get(world.job.jobId)).toMatchObject({
      status,
      crashes: 0,
      failedAttempts: 0,
    });
  });

  it('ends at once where the address is no API, instead of asking about every part', async () => {
    const model = failingOn(() => new ModelRequestRejected('no API here', { status: 404 }));
    const world = longWorld(table(2_000), model, { contextTokens: 6_000 });

    const result = await runJob(world);

    expect(model.requests).toHaveLength(1);
    expect(result).toMatchObject({ status: 'FAILED', error: { code: 'MODEL_REQUEST_REJECTED' } });
  });

  it('tells a part what it is of, and where in it it stands', async () => {
    const text = table(600);
    const model = new RowReadingModel();
    const world = longWorld(text, model, { contextTokens: 6_000 });

    const result = await runJob(world);

    const [, second] = result?.coverage?.parts ?? [];
    const asked = model.requests.map(({ prompt }) => prompt.document);
    const shown = asked.find((document) =>
      document.includes(`characters ${(second?.start ?? 0) + 1} `),
    );
    expect(shown).toContain(`of ${text.length}`);
    expect(shown).toContain('the document begins: # Tenants');
    expect(shown).toContain('| id | name |');
    expect(new Set(model.requests.map(({ prompt }) => prompt.instructions)).size).toBe(1);
  });

  it('says while it runs how far it is, and never more than it plans', async () => {
    const world = longWorld(table(3_200), new RowReadingModel(), { contextTokens: 1_000_000 });
    const told: (Job['progress'] | undefined)[] = [];
    const move = world.jobs.move.bind(world.jobs);
    world.jobs.move = async (jobId, asked) => {
      told.push(asked.change.progress);
      return move(jobId, asked);
    };

    await runJob(world);

    const reports = told.flatMap((progress) => progress ?? []);
    expect(reports.length).toBeGreaterThan(1);
    for (const { answeredParts, plannedParts } of reports) {
      expect(answeredParts).toBeLessThanOrEqual(plannedParts ?? 0);
    }
  });

  it('asks at most so many parts at a time as it is told', async () => {
    let atOnce = 0;
    let most = 0;
    const rows = new RowReadingModel();
    const model = new RowReadingModel();
    const world = {
      ...longWorld(table(2_000), model, { contextTokens: 6_000 }),
      concurrentParts: 3,
    };
    model.answer = async (request) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await world.clock.wait(1_000);
      atOnce -= 1;
      return rows.answer(request);
    };

    await runJob(world);

    expect(most).toBe(3);
  });

  it('goes on in a next invocation when its parts take longer than one', async () => {
    const text = table(2_000);
    const rows = new RowReadingModel();
    const model = new RowReadingModel();
    const world = longWorld(text, model, { contextTokens: 6_000, slowTokensPerSecond: 15 });
    model.answer = async (request) => {
      await world.clock.wait(400_000, request.signal);
      return rows.answer(request);
    };

    await runJob(world);
    const between = world.jobs.jobs.get(world.job.jobId);
    for (let rounds = 0; rounds < 10 && world.results.results.size === 0; rounds += 1) {
      await runJob(world);
    }

    expect(between).toMatchObject({ status: 'QUEUED', failedAttempts: 0 });
    expect(idsOf(world.results.results.get(world.job.jobId))).toHaveLength(2_000);
  });
});

describe('a long document whose parts several providers answer', () => {
  it('tells of every part who answered it, and warns of the one that was not asked first', async () => {
    const fallback = {
      ...modelChoice,
      provider: 'openrouter',
      providerIdentity: 'openrouter',
      model: 'some-model',
      contextTokens: 6_000,
    } as const;
    let credit = 1;
    const model = failingOn(({ choice }) => {
      if (choice.provider === 'openrouter') return undefined;
      credit -= 1;
      return credit < 0 ? new ModelAccountRefused('no credit') : undefined;
    });
    const world = longWorld(table(600), model, { contextTokens: 6_000 });

    const result = await runJob({ ...world, concurrentParts: 1, fallbacksOf: () => [fallback] });

    const answeredBy = result?.exchanges.map(({ provider, model: name }) => [provider, name]);
    expect(result?.status).toBe('SUCCEEDED');
    expect(answeredBy?.[0]).toEqual(['deepseek', 'deepseek-flash']);
    expect(answeredBy?.slice(1)).toContainEqual(['openrouter', 'some-model']);
    expect(result?.warnings).toEqual(['openrouter was asked, as deepseek refused calls']);
  });
});
