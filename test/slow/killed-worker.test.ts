import { describe, expect, it, onTestFinished } from 'vitest';
import { analysis as digest } from '../../shared/analysis/built-in/document-digest.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { answer, stall } from '../fakes/model-behaviours.ts';
import { startS3Gate } from '../fakes/s3-gate.ts';
import { eventually } from '../local/eventually.ts';
import { deploy, type Deployed, hasEnded } from '../pipeline/deployed.ts';

const digestAnswer = answer({ text: JSON.stringify(digest.example) });
const text = '# Board\n\nWe decided to paint the house.\n';
/** What is promised, with the template's own lease, visibility and schedules. */
const twoMinutesMs = 120_000;

function killWorker({ functions }: Deployed): void {
  const worker = [...functions].find(([logicalId]) => logicalId.includes('Worker'))?.[1];
  if (worker === undefined) throw new Error('the template has no worker');
  worker.kill();
}

describe('a worker that is killed', () => {
  it.concurrent('after the answer was kept is followed by one that pays nothing', async () => {
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

  it.concurrent('in the midst of a call is followed by one that asks again, and the lost call is booked', async () => {
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
