import type { ServiceRequest } from './service-request.ts';

/** Which document each process of a function works on, learned from what it asks of the services. */
export class JobsOfProcesses {
  /** Key of the document of each job. */
  readonly #keys = new Map<string, string>();
  /** The job that each process named last; who did so last is last. */
  readonly #jobs = new Map<number, string>();

  observe(request: ServiceRequest): void {
    const { operation, subject, body, processId } = request;
    if (processId === null) return;
    const key = /"(inbox\/[^"]+)"/.exec(body)?.[1];
    if (key !== undefined && operation === 'PutItem' && subject.startsWith('JOB#')) {
      this.#keys.set(subject.slice('JOB#'.length), key);
    }
    const named = this.#jobOf(request);
    if (named === undefined) return;
    this.#jobs.delete(processId);
    this.#jobs.set(processId, named);
  }

  /** A worker may have several jobs: most requests name the one that they are of. */
  #jobOf({ subject, body }: ServiceRequest): string | undefined {
    const [jobId] =
      [...this.#keys].find(
        ([id, key]) => subject.includes(id) || subject.endsWith(key) || body.includes(id),
      ) ?? [];
    return jobId;
  }

  /** The key of the document whose job a process named last. */
  documentOf(processId: number): string | undefined {
    return this.#keys.get(this.#jobs.get(processId) ?? '');
  }

  /** The process that named a document's job last. */
  processOf(key: string): number | undefined {
    return [...this.#jobs.keys()].findLast((processId) => this.documentOf(processId) === key);
  }
}
