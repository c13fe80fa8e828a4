import type { WatchedUpload } from '../jobs/watch-jobs.ts';

/** Shows how far each document is while a command waits. */
export interface Progress {
  changed(watched: WatchedUpload): void;
  /** Leaves the screen as a person would want to find it. */
  end(): Promise<void>;
}
