import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { callLimitSchema } from '../../shared/extraction/call-limit.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { reply } from '../fakes/model-behaviours.ts';
import { deploy, type Deployed, hasEnded } from './deployed.ts';

const refusal = reply(429, { error: { message: 'too many requests' } }, { 'retry-after': '1' });
/** Of the first document's call: so many in a row are a storm, and the next one is still of the same go. */
const refusalsOfTheFirst = 4;

async function callLimits({ dynamodb, outputs }: Deployed): Promise<unknown[]> {
  const table = tableOf(dynamodb, outputs['JobTableName'] ?? '');
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  return Items.filter(({ sk }) => sk === 'LIMIT').map((item) => callLimitSchema.parse(item));
}

describe('a provider that throttles', () => {
  it('delays jobs, has no worker call it for a while, and fails none of them', async () => {
    const asked = new Map<string, number>();
    await using server = await startFakeModelServer({
      respond: ({ body }) => {
        const question = JSON.stringify(body);
        const times = (asked.get(question) ?? 0) + 1;
        asked.set(question, times);
        const isFirst = asked.keys().next().value === question;
        return times <= (isFirst ? refusalsOfTheFirst : 1) ? refusal : digestAnswer;
      },
    });
    const deployed = await deploy(server.baseUrl);
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    const upload = async (name: string): Promise<void> =>
      deployed.upload(`inbox/document-digest/${name}.md`, `# ${name}\n\nThe text of ${name}.\n`);

    await upload('one');
    await deployed.jobsWhen(1, hasEnded, 40_000);
    await Promise.all(names.slice(1).map(upload));
    const jobs = await deployed.jobsWhen(names.length, hasEnded, 40_000);

    expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
    expect(new Set(jobs.map(({ failedAttempts }) => failedAttempts))).toEqual(new Set([0]));
    expect(server.requests).toHaveLength(refusalsOfTheFirst + 1 + 2 * (names.length - 1));
    expect(await deployed.keys('exchanges/')).toHaveLength(names.length);
    expect(await deployed.keys('ledger/')).toHaveLength(names.length);
    expect(await callLimits(deployed)).toMatchObject([
      { stormAt: expect.any(String), notBefore: expect.any(String) },
    ]);
  });
});
