import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const startedSchema = z.object({
  endpoints: z.object({ s3: z.string(), sqs: z.string(), dynamodb: z.string() }),
  outputs: z.record(z.string(), z.string()),
});

/** Where the pipeline that runs now is. */
export type Started = z.output<typeof startedSchema>;

export interface PipelineProcessOptions {
  readonly assemblyDirectory: string;
  readonly dataDirectory: string;
  /** Laid over the environment of every function. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keeperEveryMs: number;
  /** A file that gets what the functions write; `null`: nothing does. */
  readonly logFile: string | null;
}

/** The embedded pipeline as a process that can be killed and started again on its data directory. */
export class PipelineProcess {
  readonly #options: PipelineProcessOptions;
  #child: ChildProcess | undefined;

  constructor(options: PipelineProcessOptions) {
    this.#options = options;
  }

  /** @throws {Error} with what it wrote, where it ended instead of starting */
  async start(): Promise<Started> {
    const { logFile, ...options } = this.#options;
    const child = fork(
      fileURLToPath(new URL('children/pipeline.ts', import.meta.url)),
      [JSON.stringify(options)],
      { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], execArgv: [] },
    );
    this.#child = child;
    let written = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      written = `${written}${chunk.toString()}`.slice(-4000);
      if (logFile !== null) appendFileSync(logFile, chunk);
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the pipeline did not start: ${written}`);
    });
    ended.catch(() => {});
    const [message]: unknown[] = await Promise.race([once(child, 'message'), ended]);
    return startedSchema.parse(message);
  }

  releaseNight(time: Date): void {
    this.#child?.send({ nightOf: time.toISOString() });
  }

  /** In the midst of whatever it does; its functions end with it. */
  async kill(): Promise<void> {
    await this.#endBy((child) => child.kill('SIGKILL'));
  }

  async stop(): Promise<void> {
    await this.#endBy((child) => child.disconnect());
  }

  async #endBy(end: (child: ChildProcess) => void): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    end(child);
    await ended;
  }
}
