import { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { FunctionLogLine, InvocationResult } from './invocation-result.ts';

/** A function of the template: as many execution environments as it has invocations at once. */
export class LocalFunction {
  readonly configuration: FunctionConfiguration;
  readonly #log: (line: string) => void;
  #environments: ExecutionEnvironment[] = [];
  #isStopped = false;

  constructor(configuration: FunctionConfiguration, log: (line: FunctionLogLine) => void) {
    this.configuration = configuration;
    this.#log = (line) => log({ functionName: configuration.name, line });
  }

  /** Runs the handler in a warm environment or a new one. A failure is a result, not an error. */
  async invoke(event: unknown): Promise<InvocationResult> {
    if (this.#isStopped) {
      const error = { errorType: 'Local.Stopped', errorMessage: 'the local pipeline has stopped' };
      return { ok: false, error, durationMs: 0 };
    }
    this.#environments = this.#environments.filter(({ isDead }) => !isDead);
    const warm = this.#environments.find(({ isIdle }) => isIdle);
    if (warm !== undefined) return warm.run(event);

    const environment = new ExecutionEnvironment(this.configuration, this.#log);
    this.#environments.push(environment);
    const result = environment.run(event);
    await environment.start();
    return result;
  }

  /** Process ids of the environments that live. */
  pids(): number[] {
    return this.#environments.flatMap(({ processId }) => processId ?? []);
  }

  /** Ends all environments by SIGKILL, in the midst of whatever they do. New ones may start. */
  kill(): void {
    for (const environment of this.#environments) environment.kill();
  }

  /** Ends all environments for good. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.kill();
    await Promise.all(this.#environments.map(async ({ ended }) => ended));
  }
}
