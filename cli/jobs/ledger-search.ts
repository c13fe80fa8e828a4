import { dateOf } from '../../shared/document/result-keys.ts';
import type { ReportedLine } from '../../shared/money/usage-report.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { readLedger } from '../money/read-ledger.ts';
import { datesSince } from './dates.ts';
import type { JobItem } from './job-item.ts';

/** Finds the calls of jobs in the ledger, whose days it reads once each. */
export class LedgerSearch {
  readonly #results: Pick<Deployment, 's3' | 'resultsBucket'>;
  readonly #days = new Map<string, Promise<ReportedLine[]>>();

  constructor(results: Pick<Deployment, 's3' | 'resultsBucket'>) {
    this.#results = results;
  }

  /** Hashes of the requests that a job has made from its upload until it changed last. */
  async requestsOf({ jobId, uploadedAt, changedAt }: JobItem): Promise<string[]> {
    const dates = datesSince(new Date(changedAt), dateOf(uploadedAt));
    const lines = await Promise.all(dates.map((date) => this.#linesOf(date)));
    return lines
      .flat()
      .filter((line) => line.jobId === jobId)
      .map(({ requestHash }) => requestHash);
  }

  #linesOf(date: string): Promise<ReportedLine[]> {
    const known = this.#days.get(date);
    if (known !== undefined) return known;
    const lines = readLedger(this.#results, [date]);
    this.#days.set(date, lines);
    return lines;
  }
}
