import type { Batch } from '../../shared/job/batch.ts';
import type { BatchTable } from '../../shared/ports/batch-table.ts';

/** Batches in memory. */
export class MemoryBatchTable implements BatchTable {
  readonly batches = new Map<string, Batch>();
  readonly #unfinished = new Set<string>();

  async take({
    batchId,
    owner,
    now,
    until,
  }: Parameters<BatchTable['take']>[0]): Promise<Batch | undefined> {
    const found = this.batches.get(batchId);
    if (found !== undefined && found.leaseUntil !== null && found.leaseUntil >= now)
      return undefined;
    const startedAt = this.#unfinished.has(batchId) ? (found?.startedAt ?? now) : now;
    const { releasedJobs = 0 } = found ?? {};
    const batch = { batchId, owner, leaseUntil: until, startedAt, releasedJobs };
    this.batches.set(batchId, batch);
    this.#unfinished.add(batchId);
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

  async finish(batchId: string, owner: string): Promise<void> {
    if (this.batches.get(batchId)?.owner === owner) this.#unfinished.delete(batchId);
    await this.letGo(batchId, owner);
  }

  async listUnfinished(): Promise<readonly string[]> {
    return [...this.#unfinished];
  }
}
