import type { SQSHandler } from 'aws-lambda';
import { deadlineOf } from '../../shared/adapters/lambda/deadline-of.ts';
import { settleEach } from '../../shared/adapters/lambda/settle-each.ts';
import { readWorkerSettings } from '../../shared/settings/worker-settings.ts';
import { jobMessageSchema } from '../../shared/job/job-message.ts';
import { firstBeat } from '../../shared/steps/first-beat.ts';
import { processJob } from '../../shared/steps/process-job.ts';
import { whileBeating } from '../../shared/steps/while-beating.ts';
import { holdBatch } from './hold-batch.ts';
import { workerPorts } from './worker-ports.ts';

const settings = readWorkerSettings();
const { sqs, ...ports } = workerPorts(settings);

/** Runs the jobs that a queue hands over, and holds their messages until all of them have ended. */
export const handler: SQSHandler = async (event, context) => {
  const invocation = { startedAt: ports.clock.now(), endsAt: deadlineOf(context) };
  const beat = (): Promise<void> => holdBatch(event.Records, sqs, settings);
  await firstBeat({ ...ports, beat });
  return whileBeating({ ...ports, beat }, () =>
    settleEach(event.Records, ports.log, ({ body }) =>
      processJob(jobMessageSchema.parse(JSON.parse(body)), ports, invocation),
    ),
  );
};
