import { describe, expect, it } from 'vitest';
import { retryJob } from '../../../shared/steps/operating/retry-job.ts';
import { type AskedWorld, runJob } from '../../builders/asked-world.ts';
import { idsOf, longWorld, table } from '../../builders/long-world.ts';
import { RowReadingModel } from '../../fakes/row-reading-model.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

/** A server with a limit of its own: it cuts every answer, except about what `isAnswered` says. */
function cuttingModel(isAnswered: (document: string) => boolean = () => false): RowReadingModel {
  const rows = new RowReadingModel();
  const model = new RowReadingModel();
  model.answer = async (request) => {
    model.requests.push(request);
    const { document } = request.prompt;
    return isAnswered(document.slice(document.indexOf('<document')))
      ? rows.answer(request)
      : modelAnswer({ text: '{"rows":[', finishReason: 'length' });
  };
  return model;
}

function worldOf(text: string, model: RowReadingModel): AskedWorld<RowReadingModel> {
  const length = { maximumCharacters: text.length, maximumDocumentBytes: text.length };
  return { ...longWorld(text, model, { contextTokens: 10_000 }), ...length };
}

describe('a document whose answers are cut whatever the size of its parts', () => {
  it('is not asked about to its end', async () => {
    const model = cuttingModel();
    const world = worldOf(table(10_000), model);

    const result = await runJob(world);

    expect(model.requests.length).toBeLessThan(30);
    expect(result).toMatchObject({ status: 'FAILED', error: { code: 'ANSWER_TRUNCATED' } });
    expect(result?.error?.message).toContain("check the server's own limit");
  });

  it('keeps what was answered before', async () => {
    const model = cuttingModel((document) => document.includes('| 1 |'));
    const world = worldOf(table(10_000), model);

    const result = await runJob(world);

    expect(model.requests.length).toBeLessThan(70);
    expect(result).toMatchObject({ status: 'INCOMPLETE', error: { code: 'DOCUMENT_INCOMPLETE' } });
    expect(result?.error?.message).toContain("check the server's own limit");
    expect(idsOf(result)).toContain(1);
  });

  it('is asked about to its end where some parts are answered', async () => {
    const model = cuttingModel((document) => !/\| [34]\d\d \|/u.test(document));
    const world = worldOf(table(2_000), model);

    const result = await runJob(world);

    expect(result?.status).toBe('INCOMPLETE');
    expect(idsOf(result).length).toBeGreaterThan(1_700);
    expect(idsOf(result)).toContain(2_000);
  });

  it('is asked about on when an operator has it tried again, with as much patience as before', async () => {
    const model = cuttingModel();
    const world = worldOf(table(10_000), model);
    await runJob(world);
    const asked = model.requests.length;
    const failed = world.jobs.jobs.get(world.job.jobId) ?? world.job;

    await retryJob(failed, { notBefore: world.clock.now(), isFresh: false }, world);
    const result = await runJob(world);

    expect(result?.status).toBe('FAILED');
    expect(model.requests.length).toBeGreaterThan(asked);
    expect(model.requests.length).toBeLessThan(2 * asked);
    expect(result?.usage.paidExchanges).toBe(model.requests.length);
  });
});
