import { describe, expect, it } from 'vitest';
import { defineAnalysis } from '../../../shared/analysis/define-analysis.ts';
import { ModelRequestRejected } from '../../../shared/failure/model-errors.ts';
import { retry } from '../../../shared/job/moves.ts';
import type { ResultEnvelope } from '../../../shared/job/result-envelope.ts';
import { sumCosts } from '../../../shared/money/sum-costs.ts';
import type { LanguageModel } from '../../../shared/ports/language-model.ts';
import { askedWorld, type AskedWorld, runJob } from '../../builders/asked-world.ts';
import {
  rowsAnalysis,
  table,
  longWorld,
  idsOf,
  failingOn,
  throttled,
  anHourMs,
} from '../../builders/long-world.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

/** Answers nothing about the first part, until it is told to. */
function failingAtFirst(failure: Error) {
  const state = { isRepaired: false };
  const model = failingOn(({ prompt }) => {
    const shown = prompt.document.slice(prompt.document.indexOf('<document'));
    return !state.isRepaired && shown.includes('| 1 |') ? failure : undefined;
  });
  return { model, state };
}

async function tryAgain(world: AskedWorld<LanguageModel>): Promise<ResultEnvelope | undefined> {
  const failed = world.jobs.jobs.get(world.job.jobId);
  if (failed === undefined) throw new Error('there is no such job');
  const now = world.clock.now();
  await world.jobs.move(failed.jobId, retry(failed, { notBefore: now, isFresh: false }, now));
  return runJob(world);
}

function costOfLedger(world: AskedWorld<LanguageModel>): string | undefined {
  return sumCosts([...world.ledger.lines.values()].map(({ cost }) => cost))?.amount;
}

describe('a long document that is tried again', () => {
  it('is cut as before, and pays for no part again, when its first part succeeds at last', async () => {
    const { model, state } = failingAtFirst(
      new ModelRequestRejected('not this one', { status: 400 }),
    );
    const world = longWorld(table(2_000), model, { contextTokens: 12_000 });
    await runJob(world);
    const asked = model.requests.length;
    state.isRepaired = true;

    const result = await tryAgain(world);

    expect(model.requests).toHaveLength(asked + 1);
    expect(result?.status).toBe('SUCCEEDED');
    expect(idsOf(result)).toHaveLength(2_000);
    expect(result?.cost?.amount).toBe(costOfLedger(world));
    expect(result?.usage.paidExchanges).toBe(world.exchanges.exchanges.size);
  });

  it('loses nothing that it had, where the provider stays away this time', async () => {
    const { model, state } = failingAtFirst(
      new ModelRequestRejected('not this one', { status: 400 }),
    );
    const world = longWorld(table(2_000), model, { contextTokens: 12_000 });
    const before = await runJob(world);
    state.isRepaired = true;
    model.answer = async () => Promise.reject(throttled());

    await tryAgain(world);
    for (const _ of [1, 2, 3]) {
      await world.clock.advance(13 * anHourMs);
      await runJob(world);
    }

    const result = world.results.results.get(world.job.jobId);
    expect(result).toMatchObject({ status: 'INCOMPLETE', output: before?.output });
    expect(result?.cost?.amount).toBe(costOfLedger(world));
  });

  it('counts a merge that a better one has replaced', async () => {
    const { model, state } = failingAtFirst(
      new ModelRequestRejected('not this one', { status: 400 }),
    );
    const analysis = defineAnalysis({ ...rowsAnalysis, merge: { rows: 'ask' } });
    const answerParts = model.answer.bind(model);
    model.answer = async (request) =>
      request.prompt.document.startsWith('<parts')
        ? modelAnswer({ text: '{"rows": [{"id": 1, "name": "Ada"}]}' })
        : answerParts(request);
    const text = table(600);
    const world = askedWorld(
      { analysis, text, model },
      { contextTokens: 12_000, slowTokensPerSecond: 1_000 },
    );
    await runJob(world);
    state.isRepaired = true;

    const result = await tryAgain(world);

    expect(result?.cost?.amount).toBe(costOfLedger(world));
    expect(result?.exchanges).toHaveLength(world.exchanges.exchanges.size);
  });
});
