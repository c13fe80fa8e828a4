import type { JobMessage } from '../job/job-message.ts';
import type { Lane } from '../job/lane.ts';

/** A message and where it goes. */
export interface Dispatch {
  readonly lane: Lane;
  readonly message: JobMessage;
  /** Jobs of one analysis share a group, so that a flood of one does not starve another. */
  readonly analysis: string;
  /** Cut to the 15 minutes that SQS can delay; the job's `notBefore` holds the rest. */
  readonly delayMs: number;
}

/** The two queues that workers are fed from. */
export interface JobQueue {
  send(dispatch: Dispatch): Promise<void>;

  /** Whether no message of the lane is visible or delayed; those in flight belong to running jobs. */
  isEmpty(lane: Lane): Promise<boolean>;
}
