import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { balanceBooks } from './books.ts';
import { startFaultyModelServer } from './faulty-model-server.ts';
import { type FaultyPipeline, startFaultyPipeline } from './faulty-pipeline.ts';
import { asking, pass } from './interference.ts';
import { readRun } from './read-records.ts';
import { settingsFor, uploadDocument, waitUntil, waitUntilEnded } from './small-run.ts';

const crashing = 'crashing';
const innocent = Array.from({ length: 9 }, (_, index) => `innocent-${index + 1}`);

const sentSchema = z.object({ MessageBody: z.string(), MessageGroupId: z.string() });
type Sent = z.output<typeof sentSchema>;

/** A message of intake never comes in time: the test sends all of them again, as one batch. */
const neverSeconds = 900;

/** The four leases of four dead workers take two minutes instead of four. */
const clockRate = 2;

it('a document that kills its worker each time is given up, and those beside it succeed', async () => {
  let killed = 0;
  const sent: Sent[] = [];
  await using server = await startFaultyModelServer({ seed: 1, faultShare: 0 });
  await using pipeline = await startFaultyPipeline({
    model: settingsFor(server),
    clockRate,
    decide: (request) => {
      const { functionName, operation, subject, body } = request;
      if (functionName.includes('Intake') && operation === 'SendMessage') {
        sent.push(sentSchema.parse(JSON.parse(body)));
        return asking(request, { DelaySeconds: neverSeconds });
      }
      const reads = operation === 'GET' && subject.endsWith(`/${crashing}.md`);
      if (!reads || !functionName.includes('Worker')) return pass;
      killed += 1;
      return { before: 'kill' };
    },
  });

  const names = [...innocent.slice(0, 5), crashing, ...innocent.slice(5)];
  const uploads = await Promise.all(
    names.map((name) =>
      uploadDocument({ name, text: `# ${name}\n\nThe text of ${name}.\n` }, pipeline.clients),
    ),
  );
  await waitUntil(async () => sent.length === names.length);
  await sendTogether(sent, pipeline);
  await waitUntilEnded(uploads, pipeline.clients);

  const records = await readRun({ pipeline, server, uploads });
  const given = records.jobs.filter(({ document }) => document.key.includes(crashing));
  const others = records.jobs.filter(({ document }) => !document.key.includes(crashing));
  expect(given).toMatchObject([{ status: 'FAILED', error: { code: 'WORKER_CRASHED' } }]);
  expect(others.map(({ status }) => status)).toEqual(innocent.map(() => 'SUCCEEDED'));
  expect(others.filter(({ attempt }) => attempt > 1)).not.toEqual([]);
  expect(killed).toBe(4);
  const { checks } = balanceBooks(records);
  expect(checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
});

async function sendTogether(sent: readonly Sent[], { clients }: FaultyPipeline): Promise<void> {
  const Entries = sent.map((message, index) => ({ Id: String(index), ...message }));
  const QueueUrl = clients.queueUrl('NowQueueUrl');
  await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
}
