import type { ServiceRequest } from './service-request.ts';

/** Which document each process of a function works on, learned from what it asks of the table. */
export class JobsOfProcesses {
  readonly #keys = new Map<string, string>();
  readonly #jobs = new Map<number, string>();

  observe({ service, operation, subject, body, processId }: ServiceRequest): void {
    if (service !== 'dynamodb' || processId === null || !subject.startsWith('JOB#')) return;
    this.#jobs.set(processId, subject);
    const key = operation === 'PutItem' ? /"(inbox\/[^"]+)"/.exec(body)?.[1] : undefined;
    if (key !== undefined) this.#keys.set(subject, key);
  }

  /** The key of the document whose job a process touched last. */
  documentOf(processId: number): string | undefined {
    return this.#keys.get(this.#jobs.get(processId) ?? '');
  }

  /** The process that touched a document's job last. */
  processOf(key: string): number | undefined {
    const [found] =
      [...this.#jobs].findLast(([processId]) => this.documentOf(processId) === key) ?? [];
    return found;
  }
}
