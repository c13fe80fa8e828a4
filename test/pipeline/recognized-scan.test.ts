import { describe, expect, it } from 'vitest';
import { scanOf } from '../fixtures/scans.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { eventually } from '../local/eventually.ts';
import { deploy, hasEnded } from './deployed.ts';

const lines = ['Minutes of the board', 'We decided to paint the house.'];

describe('an uploaded scan', () => {
  it('waits for its text, which the model then gets, and pays for its page', async () => {
    await using server = await startFakeModelServer({
      script: [digestAnswer],
    });
    const deployed = await deploy(server.baseUrl, {
      environment: { TEXT_RECOGNITION: 'tesseract' },
    });

    await deployed.upload('inbox/document-digest/board.txt', (await scanOf(lines)).png);
    await deployed.jobsWhen(1, ({ status }) => status === 'RECOGNIZING');
    const [job] = await eventually(async () => {
      await deployed.invokeSchedule('Keeper');
      return deployed.jobsWhen(1, hasEnded, 200).catch(() => undefined);
    }, 50_000);

    if (job === undefined) throw new Error('there is no job');
    const result = await deployed.resultOf(job);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      document: { format: 'png', mediaType: 'image/png', pages: 1 },
    });
    expect(result.cost?.priceList).toContain('tesseract');
    expect(JSON.stringify(server.requests[0]?.body)).toContain(lines.join('\\n'));
    expect(await deployed.keys('texts/')).toHaveLength(1);
    expect(await deployed.keys('ledger/')).toHaveLength(2);
  });
});
