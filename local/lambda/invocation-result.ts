/** What a function's failure says of itself, in Lambda's words. */
export interface FunctionError {
  /** As `Sandbox.Timedout`, `Runtime.ExitError` or the name of the error that was thrown. */
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What became of one invocation. */
export type InvocationResult =
  | { readonly ok: true; readonly payload: unknown; readonly durationMs: number }
  | { readonly ok: false; readonly error: FunctionError; readonly durationMs: number };

/** One line that a function wrote, or that Lambda would write about it. */
export interface FunctionLogLine {
  readonly functionName: string;
  readonly line: string;
}
