import { describe, expect, it } from 'vitest';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { type ModelBehaviour, reply } from '../fakes/model-behaviours.ts';
import { modelList } from '../fakes/model-list.ts';
import { deploy, hasEnded } from './deployed.ts';

const text = '# Board\n\nWe decided to paint the house.\n';
const custom = { environment: { SLUICE_PROVIDER: 'custom' } };

describe('a server that has to be asked which model it has', () => {
  it('delays an upload while it is away, which is one job with one result in the end', async () => {
    let isAway = true;
    const away = reply(503, { error: { message: 'starting' } });
    const models: ModelBehaviour = (response) =>
      (isAway ? away : modelList('local-model'))(response);
    await using server = await startFakeModelServer({ respond: () => digestAnswer, models });
    const deployed = await deploy(server.baseUrl, custom);

    await deployed.upload('inbox/document-digest/board.md', text);
    const [delayed] = await deployed.jobsWhen(1, ({ attempt }) => attempt > 1);
    isAway = false;
    const jobs = await deployed.jobsWhen(2, hasEnded, 30_000);

    const resolved = jobs.find(({ jobId }) => jobId !== delayed?.jobId);
    expect(delayed).toMatchObject({
      status: 'QUEUED',
      analysis: 'document-digest',
      revision: 'unresolved',
      failedAttempts: 0,
      error: { code: 'MODEL_UNAVAILABLE' },
    });
    expect(resolved).toMatchObject({ status: 'SUCCEEDED', uploadedAt: delayed?.uploadedAt });
    expect(jobs.find(({ jobId }) => jobId === delayed?.jobId)).toMatchObject({
      status: 'CANCELLED',
      replacedBy: resolved?.jobId,
    });
    expect(await deployed.keys('results/')).toEqual([resolved?.resultKey]);
    expect(server.wholeAnswers).toBe(1);
  });

  it('has an upload held under its analysis while it refuses the key', async () => {
    const models = reply(401, { error: { message: 'invalid key' } });
    await using server = await startFakeModelServer({ script: [], models });
    const deployed = await deploy(server.baseUrl, custom);

    await deployed.upload('inbox/document-digest/board.md', text);
    const [held] = await deployed.jobsWhen(1, ({ status }) => status === 'HELD');

    expect(held).toMatchObject({
      analysis: 'document-digest',
      error: { code: 'MODEL_ACCOUNT_REFUSED' },
      completedAt: null,
    });
    expect(await deployed.keys('results/')).toEqual([]);
  });
});
