import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../cli/commands/command-context.ts';
import { cancelCommand } from '../../cli/commands/cancel.ts';
import { deleteCommand } from '../../cli/commands/delete.ts';
import { retryCommand } from '../../cli/commands/retry.ts';
import type { Deployment } from '../../cli/deployment/deployment.ts';
import { readStackOutputs } from '../../cli/deployment/stack-outputs.ts';
import { RecordingTerminal } from '../cli/recording-terminal.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { reply } from '../fakes/model-behaviours.ts';
import { deploy, type Deployed, hasEnded } from './deployed.ts';

const refusal = reply(400, { error: { message: 'the request is not to our liking' } });

function contextOf(deployed: Deployed): CommandContext & { readonly terminal: RecordingTerminal } {
  const deployment: Deployment = {
    ...readStackOutputs(deployed.outputs),
    s3: deployed.s3,
    sqs: deployed.sqs,
    dynamodb: DynamoDBDocumentClient.from(deployed.dynamodb),
    kind: 'attached',
    dataDirectory: undefined,
    releaseNight: undefined,
    stop: async () => {},
  };
  return { terminal: new RecordingTerminal(), exitWith: () => {}, open: async () => deployment };
}

describe('an operator', () => {
  it('tries a failed job again, which succeeds, and then deletes all that was kept of it', async () => {
    let isRepaired = false;
    await using server = await startFakeModelServer({
      respond: () => (isRepaired ? digestAnswer : refusal),
    });
    const deployed = await deploy(server.baseUrl);
    const context = contextOf(deployed);
    const user = { from: 'user' } as const;
    await deployed.upload('inbox/document-digest/board.md', '# Board\n\nWe decided to paint.\n');
    const [failed] = await deployed.jobsWhen(1, hasEnded);
    expect(failed?.error?.code).toBe('MODEL_REQUEST_REJECTED');

    isRepaired = true;
    const filter = ['--failed-with', 'MODEL_REQUEST_REJECTED', '--since', '1h'];
    await retryCommand(context).parseAsync(filter, user);
    const [job] = await deployed.jobsWhen(1, (each) => each.status === 'SUCCEEDED');

    expect(job).toMatchObject({ attempt: 2, retries: 1 });
    expect(await deployed.keys('exchanges/')).toHaveLength(1);

    await deleteCommand(context).parseAsync([job?.jobId ?? '', '--yes'], user);

    await deployed.jobsWhen(0, () => true);
    const kept = await Promise.all(
      ['results/', 'exchanges/', 'texts/'].map((prefix) => deployed.keys(prefix)),
    );
    expect(kept.flat()).toEqual([]);
    expect(await deployed.keys('ledger/')).toHaveLength(2);
  });

  it('cancels what waits for the night', async () => {
    await using server = await startFakeModelServer({ script: [] });
    const deployed = await deploy(server.baseUrl);
    await deployed.upload('nightly/document-digest/board.md', '# Board\n\nWe decided to paint.\n');
    await deployed.jobsWhen(1, ({ status }) => status === 'WAITING');

    const chosen = ['--status', 'WAITING', '--analysis', 'document-digest'];
    await cancelCommand(contextOf(deployed)).parseAsync(chosen, { from: 'user' });
    await deployed.invokeSchedule('Nightly');
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(job).toMatchObject({ status: 'CANCELLED', error: { code: 'JOB_CANCELLED' } });
    if (job === undefined) throw new Error('there is no job');
    expect(await deployed.resultOf(job)).toMatchObject({
      status: 'CANCELLED',
      cost: { amount: '0.000000' },
    });
  });
});
