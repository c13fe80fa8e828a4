/** Where a command's pipeline is; at most one of the two is given. */
export interface DeploymentOptions {
  /** Directory of a local pipeline's state. */
  readonly data?: string | undefined;
  /** Name of a deployed stack. */
  readonly stack?: string | undefined;
}

/**
 * What a command wants of a pipeline: `work-and-forget` is work that leaves nothing behind unless a
 * directory is named; `upload` and `read` start nothing that could work on a job.
 */
export type Purpose = 'work-and-forget' | 'work' | 'upload' | 'read';
