import type { ServiceRequest } from './service-request.ts';

const jobIds = /(?<![\da-f])[\da-f]{32}(?![\da-f])/g;
const documentKey = /(?:inbox|nightly)\/.+$/;
const namedKey = /"((?:inbox|nightly)\/[^"]+)"/;
/** What first names a job together with its document: its item, or the result of one that fails at once. */
const createdJob = /^PutItem JOB#([\da-f]{32})$|^PUT .+\/results\/.+\/([\da-f]{32})\.json$/;

/** A job, as far as the one who created it has said. */
interface KnownJob {
  readonly key: string;
  /** Counts the jobs in the order of their creation. */
  readonly number: number;
}

/** Which document each process of a function works on, learned from what it asks of the services. */
export class JobsOfProcesses {
  readonly #known = new Map<string, KnownJob>();
  /** The first job of each document. */
  readonly #ofKeys = new Map<string, KnownJob>();
  /** The job that each process named last. */
  readonly #jobs = new Map<number, KnownJob>();
  /** The process that named each document's job last. */
  readonly #processes = new Map<string, number>();

  observe(request: ServiceRequest): void {
    const { operation, subject, body, processId } = request;
    if (processId === null) return;
    const [, ofItem, ofResult] = createdJob.exec(`${operation} ${subject}`) ?? [];
    const jobId = ofItem ?? ofResult;
    const key = namedKey.exec(body)?.[1];
    if (jobId !== undefined && key !== undefined) this.#learn(jobId, key);
    const named = this.#jobOf(request);
    if (named === undefined) return;
    this.#jobs.set(processId, named);
    this.#processes.set(named.key, processId);
  }

  #learn(jobId: string, key: string): void {
    if (this.#known.has(jobId)) return;
    const job = { key, number: this.#known.size };
    this.#known.set(jobId, job);
    if (!this.#ofKeys.has(key)) this.#ofKeys.set(key, job);
  }

  /**
   * A worker may have several jobs: most requests name the one that they are of. One that names several
   * is of the first: an archive's job is there before those of its members.
   */
  #jobOf({ subject, body }: ServiceRequest): KnownJob | undefined {
    const ids = `${subject} ${body}`.match(jobIds) ?? [];
    const ofDocument = this.#ofKeys.get(documentKey.exec(subject)?.[0] ?? '');
    return [ofDocument, ...ids.map((id) => this.#known.get(id))]
      .filter((job) => job !== undefined)
      .toSorted((a, b) => a.number - b.number)[0];
  }

  /** The key of the document whose job a process named last. */
  documentOf(processId: number): string | undefined {
    return this.#jobs.get(processId)?.key;
  }

  /** The process that named a document's job last, whatever it has named since. */
  processOf(key: string): number | undefined {
    return this.#processes.get(key);
  }
}
