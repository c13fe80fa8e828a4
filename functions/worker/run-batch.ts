import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { settleEach } from '../../shared/adapters/lambda/settle-each.ts';
import { type JobMessage, jobMessageSchema } from '../../shared/job/job-message.ts';
import { firstBeat } from '../../shared/steps/running/first-beat.ts';
import type { Invocation } from '../../shared/steps/running/own-job.ts';
import { passOn } from '../../shared/steps/running/pass-on.ts';
import { type ProcessPorts, processJob } from '../../shared/steps/running/process-job.ts';
import { whileBeating } from '../../shared/steps/running/while-beating.ts';
import { splitBatch } from './split-batch.ts';

interface Running {
  readonly ports: ProcessPorts;
  readonly invocation: Invocation;
  /** Keeps the messages of the batch from coming back for a while. */
  readonly beat: () => Promise<void>;
}

/** Runs the jobs that a queue hands over, and holds their messages until all of them have ended. */
export async function runBatch(
  records: readonly SQSRecord[],
  { ports, invocation, beat }: Running,
): Promise<SQSBatchResponse> {
  await firstBeat({ ...ports, beat });
  const batch = splitBatch(records);
  return whileBeating({ ...ports, beat }, async () => {
    // First, since the one that runs alone may take the whole process with it.
    const passed = await settle(batch.passOn, (message) => passOn(message, ports));
    const ran = await settle(batch.run, (message) => processJob(message, ports, invocation));
    return { batchItemFailures: [...passed.batchItemFailures, ...ran.batchItemFailures] };
  });

  function settle(
    some: readonly SQSRecord[],
    work: (message: JobMessage) => Promise<void>,
  ): Promise<SQSBatchResponse> {
    return settleEach(some, ports.log, ({ body }) =>
      work(jobMessageSchema.parse(JSON.parse(body))),
    );
  }
}
