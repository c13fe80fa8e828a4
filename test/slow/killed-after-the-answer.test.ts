import { describe, expect, it, onTestFinished } from 'vitest';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { startS3Gate } from '../fakes/s3-gate.ts';
import { deploy, hasEnded } from '../pipeline/deployed.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { killWorker, text, twoMinutesMs } from './kill-worker.ts';

describe('a worker that is killed', () => {
  it('after the answer was kept is followed by one that pays nothing', async () => {
    await using server = await startFakeModelServer({ script: [digestAnswer] });
    let s3Endpoint = '';
    const gate = await startS3Gate(
      () => s3Endpoint,
      (request) => request.startsWith('PUT') && request.includes('/results/analysis'),
    );
    onTestFinished(() => gate.close());
    const deployed = await deploy(server.baseUrl, {
      environment: { AWS_ENDPOINT_URL_S3: gate.endpoint },
    });
    s3Endpoint = deployed.endpoints.s3;

    await deployed.upload('inbox/document-digest/board.md', text);
    await gate.reached;
    killWorker(deployed);
    gate.open();
    const killedAt = Date.now();
    const [job] = await deployed.jobsWhen(1, hasEnded, twoMinutesMs);

    if (job === undefined) throw new Error('there is no job');
    const result = await deployed.resultOf(job);
    expect(Date.now() - killedAt).toBeLessThan(twoMinutesMs);
    expect(server.wholeAnswers).toBe(1);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      usage: { promptTokens: 900, paidExchanges: 1, replayedExchanges: 0 },
    });
    expect(Number(result.cost?.amount)).toBeGreaterThan(0);
    expect(await deployed.keys('ledger/')).toHaveLength(1);
  });
});
