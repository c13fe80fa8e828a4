import type { Terminal } from './terminal.ts';
import type { WatchedUpload } from '../jobs/watch-jobs.ts';
import { milestoneOf } from './progress-text.ts';
import type { Progress } from './progress.ts';

/** A list that redraws itself needs a line per document; with more, lines are easier to follow. */
const linesKeptFree = 4;

/** Where progress is shown, and in which words. */
export interface ProgressDisplay {
  readonly terminal: Terminal;
  /** One line about a document. */
  readonly describe: (watched: WatchedUpload) => string;
}

/** A live list on a terminal that has room for it, else one line per change. */
export async function startProgress(
  uploads: readonly WatchedUpload[],
  { terminal, describe }: ProgressDisplay,
): Promise<Progress> {
  const { screen } = terminal;
  if (screen !== undefined && uploads.length <= screen.rows - linesKeptFree) {
    const { startLiveList } = await import('./live-list.ts');
    return startLiveList(uploads, { screen, describe });
  }
  const told = new Map(uploads.map((watched) => [watched.upload, milestoneOf(watched)]));
  return {
    changed: (watched) => {
      const milestone = milestoneOf(watched);
      if (told.get(watched.upload) === milestone) return;
      told.set(watched.upload, milestone);
      terminal.note(describe(watched));
    },
    explain: (_, text) => terminal.note(text),
    end: async () => {},
  };
}
