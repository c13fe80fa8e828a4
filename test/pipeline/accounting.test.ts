import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { deploy, type Deployed, hasEnded } from './deployed.ts';

async function announce(
  { sqs, outputs }: Deployed,
  object: { readonly key: string; readonly eTag: string; readonly size: number },
): Promise<void> {
  const s3 = { bucket: { name: outputs['DocumentsBucketName'] }, object };
  const eventTime = '2026-05-04T08:00:00.000Z';
  const event = { Records: [{ eventName: 'ObjectCreated:Put', eventTime, s3 }] };
  await tell({ sqs, outputs }, event);
}

async function tell({ sqs, outputs }: Pick<Deployed, 'sqs' | 'outputs'>, event: object) {
  const QueueUrl = outputs['UploadsQueueUrl'];
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
}

it('every object that was announced ends as one job, with a reason where it is not there as it was', async () => {
  await using server = await startFakeModelServer({ respond: () => digestAnswer });
  const deployed = await deploy(server.baseUrl);
  const key = 'inbox/document-digest/board.md';
  const replaced = { key, eTag: '0123456789abcdef0123456789abcdef', size: 20 };
  const gone = { ...replaced, key: 'inbox/document-digest/gone.md' };
  const folder = { ...replaced, key: 'inbox/document-digest/2026/', size: 0 };

  await deployed.upload(key, '# Board\n\nWe decided to paint the house.\n');
  await tell(deployed, { Service: 'Amazon S3', Event: 's3:TestEvent' });
  for (const object of [gone, folder, replaced, replaced, gone]) await announce(deployed, object);
  const jobs = await deployed.jobsWhen(3, hasEnded);

  expect(jobs.filter(({ status }) => status === 'SUCCEEDED')).toMatchObject([
    { document: { key } },
  ]);
  expect(jobs.map(({ error }) => error?.code ?? 'none').toSorted()).toEqual([
    'DOCUMENT_NOT_FOUND',
    'DOCUMENT_REPLACED',
    'none',
  ]);
  expect(await deployed.keys('results/')).toHaveLength(3);
  expect(server.wholeAnswers).toBe(1);
});
