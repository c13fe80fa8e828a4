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

  /** Lets go of the batch, so that another run goes on with it; does nothing where it was lost. */
  letGo(batchId: string, owner: string): Promise<void>;

  /** Ends the batch, so that none goes on with it: taken again, it begins anew. Does nothing where it was lost. */
  finish(batchId: string, owner: string): Promise<void>;

  /** Ids of the batches that were taken and not finished, as an index showed them a moment ago. */
  listUnfinished(): Promise<readonly string[]>;
}
