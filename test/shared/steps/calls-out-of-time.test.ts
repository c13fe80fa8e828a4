import { describe, expect, it } from 'vitest';
import { ModelCallCut } from '../../../shared/failure/model-errors.ts';
import type { ModelRequest } from '../../../shared/ports/language-model.ts';
import { invocationMs, runJob } from '../../builders/asked-world.ts';
import { table, longWorld, idsOf } from '../../builders/long-world.ts';
import type { WorkerWorld } from '../../builders/worker.ts';
import { RowReadingModel } from '../../fakes/row-reading-model.ts';
import { ScriptedLanguageModel } from '../../fakes/scripted-language-model.ts';

function cutByDeadline(world: { readonly clock: WorkerWorld['clock'] }) {
  return async ({ signal }: ModelRequest) => {
    await world.clock.wait(invocationMs, signal);
    throw new ModelCallCut('given up');
  };
}

describe('a call that our own deadline cut', () => {
  it('is followed by smaller parts, and never repeated unchanged', async () => {
    const text = table(100);
    const rows = new RowReadingModel();
    const model = new RowReadingModel();
    const world = longWorld(text, model);
    model.answer = async (request) => {
      model.requests.push(request);
      return model.requests.length === 1 ? cutByDeadline(world)(request) : rows.answer(request);
    };

    await runJob(world);
    const between = world.jobs.jobs.get(world.job.jobId);
    const result = await runJob(world);

    expect(between).toMatchObject({ status: 'QUEUED', failedAttempts: 0, cost: null });
    expect(result).toMatchObject({ status: 'SUCCEEDED', cost: null });
    expect(idsOf(result)).toHaveLength(100);
    expect(result?.coverage?.parts.length).toBeGreaterThan(1);
    expect(new Set(model.requests.map(({ prompt }) => prompt.document)).size).toBe(
      model.requests.length,
    );
  });

  it('fails by name where there is nothing smaller to ask about', async () => {
    const model = new ScriptedLanguageModel();
    const world = longWorld('Tenants: none.', model);
    model.answer = async (request) => cutByDeadline(world)(request);

    await runJob(world);
    const result = await runJob(world);

    expect(result).toMatchObject({
      status: 'FAILED',
      error: { code: 'REQUEST_TOO_LONG' },
      cost: null,
    });
  });
});
