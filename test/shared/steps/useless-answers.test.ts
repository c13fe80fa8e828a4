import { describe, expect, it } from 'vitest';
import { retry } from '../../../shared/job/moves.ts';
import { runJob } from '../../builders/asked-world.ts';
import { table, longWorld, idsOf } from '../../builders/long-world.ts';
import { RowReadingModel } from '../../fakes/row-reading-model.ts';
import { modelAnswer, ScriptedLanguageModel } from '../../fakes/scripted-language-model.ts';

describe('an answer of no use', () => {
  const good = modelAnswer({ text: '{"rows": [{"id": 1, "name": "Ada"}]}' });

  it('is paid, booked as wasted, and followed by a better question', async () => {
    const model = new ScriptedLanguageModel(modelAnswer({ text: 'Here they are.' }), good);
    const world = longWorld('| 1 | Ada |', model);

    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      usage: { exchanges: 2, paidExchanges: 2, promptTokens: 1_800 },
    });
    expect(model.requests[1]?.prompt.followUp?.answer).toBe('Here they are.');
    const outcomes = [...world.ledger.lines.values()].map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['used', 'wasted']);
  });

  it('counts as used where only what did not fit was asked for again', async () => {
    const half = modelAnswer({ text: '{"rows": "none"}' });
    const model = new ScriptedLanguageModel(half, good);
    const world = longWorld('| 1 | Ada |', model);

    const result = await runJob(world);

    expect(result?.status).toBe('SUCCEEDED');
    expect(model.requests[1]?.prompt.followUp?.request).toContain('/rows');
  });

  it('is not asked for a third time when the same comes back', async () => {
    const same = modelAnswer({ text: 'I cannot do that.' });
    const world = longWorld('| 1 | Ada |', new ScriptedLanguageModel(same, same));

    const result = await runJob(world);

    expect(result).toMatchObject({ status: 'FAILED', error: { code: 'ANSWER_NOT_JSON' } });
    expect(result?.cost?.wasted).toBe(result?.cost?.amount);
  });

  it('is asked about in smaller parts where its remedy does not fit the model', async () => {
    const rows = new RowReadingModel();
    const model = new RowReadingModel();
    const world = longWorld(table(150), model, { contextTokens: 6_000 });
    model.answer = async (request) => {
      model.requests.push(request);
      if (model.requests.length > 1) return rows.answer(request);
      return modelAnswer({ text: 'words '.repeat(2_000) });
    };

    const result = await runJob(world);

    expect(result?.status).toBe('SUCCEEDED');
    expect(idsOf(result)).toHaveLength(150);
    expect(model.requests[1]?.prompt.followUp).toBeUndefined();
    expect(result?.coverage?.parts.length).toBeGreaterThan(1);
  });

  it('is given time where the provider broke it off, and is paid three times at most', async () => {
    const broken = modelAnswer({ text: '{', finishReason: 'insufficient_system_resource' });
    const model = new ScriptedLanguageModel(broken, broken, good);
    const world = longWorld('| 1 | Ada |', model);

    await runJob(world);
    const between = world.jobs.jobs.get(world.job.jobId);
    await world.clock.advance(60_000);
    await runJob(world);
    await world.clock.advance(60_000);
    const result = await runJob(world);

    expect(between).toMatchObject({ status: 'QUEUED', error: { code: 'ANSWER_INTERRUPTED' } });
    expect(result).toMatchObject({ status: 'SUCCEEDED', usage: { paidExchanges: 3 } });
  });

  it('is not waited for any longer after the third that the provider broke off', async () => {
    const broken = modelAnswer({ text: '{', finishReason: 'insufficient_system_resource' });
    const world = longWorld('| 1 | Ada |', new ScriptedLanguageModel(broken, broken, broken));

    for (const _ of [1, 2, 3]) {
      await runJob(world);
      await world.clock.advance(60_000);
    }

    expect(world.results.results.get(world.job.jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'ANSWER_INTERRUPTED' },
      usage: { paidExchanges: 3 },
    });
  });

  it('is paid three times at most', async () => {
    const model = new ScriptedLanguageModel(
      ...['No.', 'Not today.', 'Never.'].map((text) => modelAnswer({ text })),
    );
    const world = longWorld('| 1 | Ada |', model);

    const result = await runJob(world);

    expect(model.requests).toHaveLength(3);
    expect(result).toMatchObject({ status: 'FAILED', usage: { paidExchanges: 3 } });
  });

  it('is asked for with a fresh allowance when an operator has the job tried again', async () => {
    const same = modelAnswer({ text: 'I cannot do that.' });
    const world = longWorld('| 1 | Ada |', new ScriptedLanguageModel(same, same, good));
    await runJob(world);
    const failed = world.jobs.jobs.get(world.job.jobId);
    if (failed === undefined) throw new Error('there is no such job');
    const now = world.clock.now();
    await world.jobs.move(failed.jobId, retry(failed, { notBefore: now, isFresh: false }, now));

    const result = await runJob(world);

    expect(failed.status).toBe('FAILED');
    expect(result).toMatchObject({ status: 'SUCCEEDED', usage: { paidExchanges: 3 } });
  });

  it('costs nothing more when its job is done again after a crash', async () => {
    const model = new ScriptedLanguageModel(modelAnswer({ text: 'No.' }), good);
    const world = longWorld('| 1 | Ada |', model);
    world.results.failures.push(new Error('killed here'));

    await expect(runJob(world)).rejects.toThrow('killed here');
    await world.clock.advance(61_000);
    await runJob(world);
    const result = await runJob(world);

    expect(model.requests).toHaveLength(2);
    expect(result).toMatchObject({ status: 'SUCCEEDED', usage: { paidExchanges: 2 } });
  });
});
