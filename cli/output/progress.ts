import type { WatchedUpload } from '../jobs/watch-jobs.ts';

/** Shows how far each document is while a command waits. */
export interface Progress {
  changed(watched: WatchedUpload): void;
  /** Tells in full what stands behind a document's line. */
  explain(watched: WatchedUpload, text: string): void;
  /** Leaves the screen as a person would want to find it. */
  end(): Promise<void>;
}
