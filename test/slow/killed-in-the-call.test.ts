import { describe, expect, it } from 'vitest';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { stall } from '../fakes/model-behaviours.ts';
import { eventually } from '../local/eventually.ts';
import { deploy, hasEnded } from '../pipeline/deployed.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { killWorker, text, twoMinutesMs } from './kill-worker.ts';

describe('a worker that is killed', () => {
  it('in the midst of a call is followed by one that asks again, and the lost call is booked', async () => {
    await using server = await startFakeModelServer({
      script: [stall(Promise.withResolvers<void>().promise), digestAnswer],
    });
    const deployed = await deploy(server.baseUrl);

    await deployed.upload('inbox/document-digest/board.md', text);
    await eventually(() => server.requests[0]);
    killWorker(deployed);
    const [job] = await deployed.jobsWhen(1, hasEnded, twoMinutesMs);

    if (job === undefined) throw new Error('there is no job');
    const result = await deployed.resultOf(job);
    expect(result).toMatchObject({ status: 'SUCCEEDED', cost: null });
    expect(result.warnings).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
    expect(await deployed.keys('ledger/')).toHaveLength(2);
  });
});
