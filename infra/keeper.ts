import { Duration } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Lane } from '../shared/job/lane.ts';
import { type KeeperEnvironment } from '../shared/settings/keeper-settings.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { type JobTable } from './job-table.ts';
import { type FunctionDefaults, PipelineFunction } from './pipeline-function.ts';
import { type WorkQueue } from './work-queue.ts';

export interface KeeperProps {
  readonly defaults: FunctionDefaults;
  readonly jobs: JobTable;
  readonly lanes: Readonly<Record<Lane, WorkQueue>>;
}

/** Moves, every minute, the jobs that no message moves. */
export class Keeper extends PipelineFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(scope: Construct, id: string, { defaults, jobs, lanes }: KeeperProps) {
    const environment: KeeperEnvironment = {
      JOB_TABLE: jobs.table.tableName,
      NOW_QUEUE_URL: lanes.now.queue.queueUrl,
      NIGHTLY_QUEUE_URL: lanes.nightly.queue.queueUrl,
      // A read, a write and a message each, 50 ms: even one after the other, the jobs of three
      // states take half of the timeout.
      KEEPER_STEP_JOBS: '200',
    };
    const queueActions = ['sqs:SendMessage', 'sqs:GetQueueAttributes'];
    super(scope, id, {
      name: 'keeper',
      defaults,
      memoryMb: 256,
      timeout: Keeper.timeout,
      environment,
      permissions: [
        jobs.allow('GetItem', 'PutItem', 'UpdateItem', 'Query'),
        jobs.allowLists(),
        lanes.now.allow(...queueActions),
        lanes.nightly.allow(...queueActions),
      ],
      // The next minute's run goes on where this one stopped.
      retryAttempts: 0,
    });
    new FunctionSchedule(this, 'Schedule', {
      target: this.function,
      expression: 'rate(1 minute)',
      maximumRetries: 0,
    });
  }
}
