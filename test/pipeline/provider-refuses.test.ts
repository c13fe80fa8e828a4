import { describe, expect, it } from 'vitest';
import { closeBreakers } from '../../cli/jobs/close-breakers.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { reply } from '../fakes/model-behaviours.ts';
import { deploy, hasEnded } from './deployed.ts';

const refusal = reply(401, { error: { message: 'invalid key', type: 'authentication_error' } });

describe('a provider that refuses the key', () => {
  it('gets no call until somebody resumes; then every job succeeds, and each is paid once', async () => {
    let isRepaired = false;
    await using server = await startFakeModelServer({
      respond: () => (isRepaired ? digestAnswer : refusal),
    });
    const deployed = await deploy(server.baseUrl);
    const upload = (name: string): Promise<void> =>
      deployed.upload(`inbox/document-digest/${name}.md`, `# ${name}\n\nThe text of ${name}.\n`);

    await Promise.all(['one', 'two', 'three'].map(upload));
    await deployed.jobsWhen(3, ({ status }) => status === 'HELD');
    const refusedCalls = server.requests.length;
    await upload('four');
    const held = await deployed.jobsWhen(4, ({ status }) => status === 'HELD');
    await deployed.invokeSchedule('Keeper');

    expect(refusedCalls).toBeLessThanOrEqual(3);
    expect(server.requests).toHaveLength(refusedCalls);
    for (const job of held) {
      expect(job).toMatchObject({ attempt: 1, error: { code: 'PROVIDER_REFUSES' } });
      expect(job.heldReason).toContain('MODEL_ACCOUNT_REFUSED');
    }

    isRepaired = true;
    const jobTable = deployed.outputs['JobTableName'] ?? '';
    const { client } = tableOf(deployed.dynamodb, jobTable);
    const closed = await closeBreakers({ dynamodb: client, jobTable }, { now: new Date() });
    const kept = await deployed.invokeSchedule('Keeper');
    const jobs = await deployed.jobsWhen(4, hasEnded);

    expect(closed).toMatchObject([{ scope: held[0]?.heldBy[0], probes: 0 }]);
    expect(kept).toMatchObject({ ok: true, payload: { queued: 4 } });
    expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
    expect(server.wholeAnswers).toBe(4);
    expect(await deployed.keys('exchanges/')).toHaveLength(4);
  });
});
