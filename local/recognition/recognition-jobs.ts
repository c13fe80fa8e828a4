import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readIfPresent } from '../exclusive-file.ts';

const jobSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  status: z.enum(['IN_PROGRESS', 'SUCCEEDED', 'FAILED']),
  /** Lines of each page. */
  pages: z.array(z.array(z.string())),
});

/** A recognition as Textract would know it. */
export type RecognitionJob = z.output<typeof jobSchema>;

/** Recognizes the bytes of a scan, or throws. */
export type Recognize = (bytes: Uint8Array, signal: AbortSignal) => Promise<string[][]>;

interface RecognitionJobsProps {
  /** Holds a file a job, so that one that was stopped goes on in the next run. */
  readonly directory: string;
  /** @throws {Error} where there is no such object */
  readonly readObject: (bucket: string, key: string) => Uint8Array;
  readonly recognize: Recognize;
}

/** Recognitions that were started, worked on one at a time. */
export class RecognitionJobs {
  readonly #props: RecognitionJobsProps;
  readonly #stop = new AbortController();
  readonly #known = new Set<string>();
  #work: Promise<void> = Promise.resolve();

  constructor(props: RecognitionJobsProps) {
    this.#props = props;
  }

  /** The same token gives the same job. */
  async start(token: string, object: Pick<RecognitionJob, 'bucket' | 'key'>): Promise<string> {
    const jobId = createHash('sha256').update(token).digest('hex');
    if ((await this.#read(jobId)) === undefined) {
      // Refused at once, as Textract does, where there is nothing to read.
      this.#props.readObject(object.bucket, object.key);
      await this.#write(jobId, { ...object, status: 'IN_PROGRESS', pages: [] });
    }
    return jobId;
  }

  /** `undefined` where there is no such job. */
  async get(jobId: string): Promise<RecognitionJob | undefined> {
    const job = await this.#read(jobId);
    if (job?.status === 'IN_PROGRESS' && !this.#known.has(jobId)) {
      this.#known.add(jobId);
      this.#work = this.#work.then(async () => this.#finish(jobId, job));
    }
    return job;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  async #finish(jobId: string, job: RecognitionJob): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    try {
      const pages = await this.#props.recognize(
        this.#props.readObject(job.bucket, job.key),
        signal,
      );
      await this.#write(jobId, { ...job, status: 'SUCCEEDED', pages });
    } catch {
      if (!signal.aborted) await this.#write(jobId, { ...job, status: 'FAILED' });
    }
  }

  async #read(jobId: string): Promise<RecognitionJob | undefined> {
    const content = await readIfPresent(this.#pathOf(jobId));
    return content === undefined ? undefined : jobSchema.parse(JSON.parse(content));
  }

  async #write(jobId: string, job: RecognitionJob): Promise<void> {
    await mkdir(this.#props.directory, { recursive: true });
    const path = this.#pathOf(jobId);
    await writeFile(`${path}.new`, JSON.stringify(job));
    await rename(`${path}.new`, path);
  }

  #pathOf(jobId: string): string {
    // Ids come from outside: nothing but what `start` makes is looked for.
    const name = /^[0-9a-f]{64}$/.test(jobId) ? jobId : 'none';
    return join(this.#props.directory, `${name}.json`);
  }
}
