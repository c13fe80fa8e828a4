import { dateOf } from '../../shared/document/result-keys.ts';
import type { ReportedLine } from '../../shared/money/usage-report.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type ListedLine, listLedger, readLine } from '../money/read-ledger.ts';
import { datesSince } from './dates.ts';
import type { KnownJob } from './known-job.ts';

const concurrentReads = 32;

/** How far the store's clock and a worker's may be apart, in milliseconds. */
const clockSkewMs = 60_000;

/** Finds the calls of jobs in the ledger, of which it reads each line once. */
export class LedgerSearch {
  readonly #results: Pick<Deployment, 's3' | 'resultsBucket'>;
  readonly #days = new Map<string, Promise<ListedLine[]>>();
  readonly #lines = new Map<string, Promise<ReportedLine | undefined>>();

  constructor(results: Pick<Deployment, 's3' | 'resultsBucket'>) {
    this.#results = results;
  }

  /** Hashes of the requests that a job has made from its upload until it changed last. */
  async requestsOf(job: KnownJob): Promise<string[]> {
    return this.#requestsIn(await this.#linesSince(job, job.uploadedAt), job);
  }

  /**
   * The same, but for lines that were written again after the job had ended, as that of an answer is
   * whenever another job uses it: those of calls that were refused never are.
   *
   * @param startedAt since when the job has made calls
   */
  async requestsWhileRunning(job: KnownJob, startedAt: string): Promise<string[]> {
    const from = Date.parse(startedAt) - clockSkewMs;
    const until = Date.parse(job.changedAt) + clockSkewMs;
    const lines = await this.#linesSince(job, startedAt);
    const written = lines.filter(
      ({ writtenAt }) => writtenAt.getTime() >= from && writtenAt.getTime() <= until,
    );
    return this.#requestsIn(written, job);
  }

  async #requestsIn(lines: readonly ListedLine[], { jobId }: KnownJob): Promise<string[]> {
    const read = await inParallel(lines, concurrentReads, async ({ key }) => this.#read(key));
    return read.flatMap((line) => (line?.jobId === jobId ? [line.requestHash] : []));
  }

  async #linesSince({ changedAt }: KnownJob, since: string): Promise<ListedLine[]> {
    const dates = datesSince(new Date(changedAt), dateOf(since));
    const days = await Promise.all(dates.map((date) => this.#list(date)));
    return days.flat();
  }

  #list(date: string): Promise<ListedLine[]> {
    const known = this.#days.get(date);
    if (known !== undefined) return known;
    const listed = listLedger(this.#results, date);
    this.#days.set(date, listed);
    return listed;
  }

  #read(key: string): Promise<ReportedLine | undefined> {
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const line = readLine(this.#results, key);
    this.#lines.set(key, line);
    return line;
  }
}
