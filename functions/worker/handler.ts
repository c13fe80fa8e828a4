import type { SQSHandler } from 'aws-lambda';
import { deadlineOf } from '../../shared/adapters/lambda/deadline-of.ts';
import { readWorkerSettings } from '../../shared/settings/worker-settings.ts';
import { holdBatch } from './hold-batch.ts';
import { runBatch } from './run-batch.ts';
import { workerPorts } from './worker-ports.ts';

const settings = readWorkerSettings();
const { sqs, ...ports } = workerPorts(settings);

/** Runs the jobs that a queue hands over. */
export const handler: SQSHandler = (event, context) =>
  runBatch(event.Records, {
    ports,
    invocation: { startedAt: ports.clock.now(), endsAt: deadlineOf(context) },
    beat: () => holdBatch(event.Records, sqs, settings),
  });
