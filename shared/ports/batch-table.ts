import type { Batch } from '../job/batch.ts';

/** The nights' releases. */
export interface BatchTable {
  /** Makes `owner` the one who releases this batch until a time, unless somebody else is. */
  take(request: {
    readonly batchId: string;
    readonly owner: string;
    readonly now: string;
    readonly until: string;
  }): Promise<Batch | undefined>;

  /** Adds released jobs to the count and keeps the batch until a time; `false` where it was lost. */
  advance(request: {
    readonly batchId: string;
    readonly owner: string;
    readonly releasedJobs: number;
    readonly until: string;
  }): Promise<boolean>;

  /** Lets go of the batch. */
  letGo(batchId: string, owner: string): Promise<void>;
}
