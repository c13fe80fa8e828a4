import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { FunctionError, InvocationResult } from './invocation-result.ts';
import { RuntimeApi } from './runtime-api.ts';

/** AWS's own runtime client for Node, and what lets it run without its compiled addon. */
const runtimeClient = fileURLToPath(import.meta.resolve('aws-lambda-ric'));
const shim = new URL('ric-shim.mjs', import.meta.url).href;

/** Lambda gives a start ten seconds; a busy laptop may need longer and should not fail for it. */
const startTimeoutMs = 60_000;

type Outcome = { ok: true; payload: unknown } | { ok: false; error: FunctionError };

interface Invocation {
  readonly requestId: string;
  readonly startedAt: number;
  timer: NodeJS.Timeout;
  readonly resolve: (result: InvocationResult) => void;
}

/** One process that runs a function's handler, one invocation at a time, as on Lambda. */
export class ExecutionEnvironment {
  readonly #configuration: FunctionConfiguration;
  readonly #log: (line: string) => void;
  readonly #api: RuntimeApi;
  readonly #id = randomUUID();
  readonly #ended = Promise.withResolvers<void>();
  #process: ChildProcess | undefined;
  #invocation: Invocation | undefined;
  #isDead = false;

  constructor(configuration: FunctionConfiguration, log: (line: string) => void) {
    this.#configuration = configuration;
    this.#log = log;
    this.#api = new RuntimeApi({
      answered: (requestId, payload) => this.#finish({ ok: true, payload }, requestId),
      failed: (requestId, error) => this.#finish({ ok: false, error }, requestId),
      failedToStart: (error) => {
        this.#finish({ ok: false, error });
        this.kill();
      },
    });
  }

  get isIdle(): boolean {
    return !this.#isDead && this.#invocation === undefined;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get processId(): number | undefined {
    return this.#isDead ? undefined : this.#process?.pid;
  }

  /** Resolves when the process has ended; at once where there never was one. */
  get ended(): Promise<void> {
    return this.#process === undefined ? Promise.resolve() : this.#ended.promise;
  }

  async start(): Promise<void> {
    const host = await this.#api.listen();
    if (this.#isDead) return;
    const { environment, directory, memoryMiB } = this.#configuration;
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${memoryMiB}`, `--import=${shim}`, runtimeClient],
      {
        cwd: directory,
        env: {
          ...environment,
          AWS_LAMBDA_RUNTIME_API: host,
          AWS_LAMBDA_LOG_STREAM_NAME: this.#id,
        },
        // Standard input is never written to: that it closes tells the process that we are gone.
        stdio: ['pipe', 'pipe', 'pipe'],
        // Control-C at a terminal goes to the pipeline alone, which stops its processes in order.
        detached: true,
      },
    );
    this.#process = child;
    this.#logLines(child.stdout);
    this.#logLines(child.stderr);
    child.on('error', (error) => {
      this.#ended.resolve();
      this.#end(error.message);
    });
    child.on('exit', (code, signal) => {
      this.#ended.resolve();
      this.#end(`exit status ${code ?? signal}`);
    });
  }

  /** Runs one event; only when the environment is idle. Never rejects. */
  async run(event: unknown): Promise<InvocationResult> {
    const { promise, resolve } = Promise.withResolvers<InvocationResult>();
    const timeoutMs = this.#configuration.timeoutSeconds * 1000;
    const requestId = randomUUID();
    const invocation = {
      requestId,
      startedAt: performance.now(),
      timer: setTimeout(() => this.#timeOut(startTimeoutMs), startTimeoutMs),
      resolve,
    };
    this.#invocation = invocation;
    this.#api.deliver({
      requestId,
      functionArn: this.#configuration.arn,
      event: JSON.stringify(event),
      deadline: () => {
        clearTimeout(invocation.timer);
        invocation.timer = setTimeout(() => this.#timeOut(timeoutMs), timeoutMs);
        return new Date(Date.now() + timeoutMs);
      },
    });
    return promise;
  }

  kill(): void {
    this.#process?.kill('SIGKILL');
    this.#end('killed');
  }

  #timeOut(afterMs: number): void {
    const errorMessage = `Task timed out after ${(afterMs / 1000).toFixed(2)} seconds`;
    this.#log(errorMessage);
    this.#finish({ ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } });
    this.kill();
  }

  #end(reason: string): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#api.close();
    const errorMessage = `Runtime exited: ${reason}`;
    if (this.#invocation !== undefined) this.#log(errorMessage);
    this.#finish({ ok: false, error: { errorType: 'Runtime.ExitError', errorMessage } });
  }

  /** An answer to an invocation that is over already is of no interest. */
  #finish(outcome: Outcome, requestId = this.#invocation?.requestId): void {
    const invocation = this.#invocation;
    if (invocation === undefined || invocation.requestId !== requestId) return;
    clearTimeout(invocation.timer);
    this.#invocation = undefined;
    invocation.resolve({ ...outcome, durationMs: performance.now() - invocation.startedAt });
  }

  #logLines(output: Readable): void {
    createInterface({ input: output }).on('line', this.#log);
  }
}
