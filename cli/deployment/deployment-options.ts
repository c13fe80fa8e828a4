import type { Environment } from '../../shared/settings/environment.ts';

/** Where a command's pipeline is; at most one of the two is given. */
export interface DeploymentOptions {
  /** Directory of a local pipeline's state. */
  readonly data?: string | undefined;
  /** Name of a deployed stack. */
  readonly stack?: string | undefined;
  /** Settings of the model that go before those of the shell; only a pipeline of one's own has them. */
  readonly modelSettings?: Environment | undefined;
}

/**
 * What a command wants of a pipeline: `work-and-forget` is work that leaves nothing behind unless a
 * directory is named; `upload`, `configure`, `retry` and `read` start nothing that could work on a job. Where
 * there is no pipeline yet, `retry` and `read` fail, and the others make its storage.
 */
export type Purpose = 'work-and-forget' | 'work' | 'upload' | 'configure' | 'retry' | 'read';
