import type { Batch } from '../../shared/job/batch.ts';
import type { BatchTable } from '../../shared/ports/batch-table.ts';

/** Batches in memory. */
export class MemoryBatchTable implements BatchTable {
  readonly batches = new Map<string, Batch>();

  async take({
    batchId,
    owner,
    now,
    until,
  }: Parameters<BatchTable['take']>[0]): Promise<Batch | undefined> {
    const found = this.batches.get(batchId);
    if (found !== undefined && found.leaseUntil !== null && found.leaseUntil >= now)
      return undefined;
    const known = found ?? { batchId, startedAt: now, releasedJobs: 0 };
    const batch = { ...known, owner, leaseUntil: until };
    this.batches.set(batchId, batch);
    return batch;
  }

  async advance({
    batchId,
    owner,
    releasedJobs,
    until,
  }: Parameters<BatchTable['advance']>[0]): Promise<boolean> {
    const found = this.batches.get(batchId);
    if (found === undefined || found.owner !== owner) return false;
    this.batches.set(batchId, {
      ...found,
      leaseUntil: until,
      releasedJobs: found.releasedJobs + releasedJobs,
    });
    return true;
  }

  async letGo(batchId: string, owner: string): Promise<void> {
    const found = this.batches.get(batchId);
    if (found?.owner === owner) {
      this.batches.set(batchId, { ...found, owner: null, leaseUntil: null });
    }
  }
}
