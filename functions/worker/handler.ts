import type { SQSBatchResponse, SQSHandler, SQSRecord } from 'aws-lambda';
import { deadlineOf } from '../../shared/adapters/lambda/deadline-of.ts';
import { settleEach } from '../../shared/adapters/lambda/settle-each.ts';
import { readWorkerSettings } from '../../shared/settings/worker-settings.ts';
import { type JobMessage, jobMessageSchema } from '../../shared/job/job-message.ts';
import { firstBeat } from '../../shared/steps/running/first-beat.ts';
import { passOn } from '../../shared/steps/running/pass-on.ts';
import { processJob } from '../../shared/steps/running/process-job.ts';
import { whileBeating } from '../../shared/steps/running/while-beating.ts';
import { holdBatch } from './hold-batch.ts';
import { splitBatch } from './split-batch.ts';
import { workerPorts } from './worker-ports.ts';

const settings = readWorkerSettings();
const { sqs, ...ports } = workerPorts(settings);

/** Runs the jobs that a queue hands over, and holds their messages until all of them have ended. */
export const handler: SQSHandler = async (event, context) => {
  const invocation = { startedAt: ports.clock.now(), endsAt: deadlineOf(context) };
  const beat = (): Promise<void> => holdBatch(event.Records, sqs, settings);
  await firstBeat({ ...ports, beat });
  const batch = splitBatch(event.Records);
  return whileBeating({ ...ports, beat }, async () => {
    // First, since the one that runs alone may take the whole process with it.
    const passed = await settle(batch.passOn, (message) => passOn(message, ports));
    const ran = await settle(batch.run, (message) => processJob(message, ports, invocation));
    return { batchItemFailures: [...passed.batchItemFailures, ...ran.batchItemFailures] };
  });
};

function settle(
  records: readonly SQSRecord[],
  work: (message: JobMessage) => Promise<void>,
): Promise<SQSBatchResponse> {
  return settleEach(records, ports.log, ({ body }) =>
    work(jobMessageSchema.parse(JSON.parse(body))),
  );
}
