/**
 * A failure the pipeline has a name for.
 *
 * `code` is what logs, the job table, results and docs/errors.md say; it never changes once
 * released. `retryable` says whether the same job may succeed if it is tried again later.
 */
export abstract class PipelineError extends Error {
  abstract readonly code: string;
  abstract readonly retryable: boolean;

  /** The code, so that a minified bundle still prints a name worth searching for. */
  override get name(): string {
    return this.code;
  }
}
