import { Listr, type ListrDefaultRendererLogLevels, ListrLogger, ProcessOutput } from 'listr2';
import { hasEnded, type WatchedUpload } from '../jobs/watch-jobs.ts';
import type { Progress } from './progress.ts';

/** The screen that is redrawn, and the words of a line. */
interface LiveListDisplay {
  readonly screen: NodeJS.WriteStream;
  readonly describe: (watched: WatchedUpload) => string;
}

/** A list with a spinner per document, redrawn in place; the cursor is hidden until it ends. */
export function startLiveList(
  uploads: readonly WatchedUpload[],
  { screen, describe }: LiveListDisplay,
): Progress {
  const entries = new Map(uploads.map((watched) => [watched.upload, new Entry(watched, describe)]));
  const logger = new ListrLogger<ListrDefaultRendererLogLevels>({
    processOutput: new ProcessOutput(screen, screen),
  });
  const list = new Listr(
    [...entries.values()].map((entry) => entry.task()),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { logger, collapseErrors: false, showErrorMessage: false },
    },
  );
  const showCursor = () => screen.write('\u{1b}[?25h');
  process.once('exit', showCursor);
  const shown = list.run();
  return {
    changed: (watched) => entries.get(watched.upload)?.show(watched),
    end: async () => {
      for (const entry of entries.values()) entry.leave();
      await shown;
      process.off('exit', showCursor);
    },
  };
}

/** One document's line: it ends when its job does, or when nobody waits any more. */
class Entry {
  readonly #ended = Promise.withResolvers<void>();
  readonly #describe: LiveListDisplay['describe'];
  #watched: WatchedUpload;
  #redraw: (text: string) => void = () => {};

  constructor(watched: WatchedUpload, describe: LiveListDisplay['describe']) {
    this.#watched = watched;
    this.#describe = describe;
  }

  task(): { title: string; task: (context: unknown, task: { title: string }) => Promise<void> } {
    return {
      title: this.#describe(this.#watched),
      task: async (_, task) => {
        this.#redraw = (text) => {
          task.title = text;
        };
        this.#redraw(this.#describe(this.#watched));
        await this.#ended.promise;
      },
    };
  }

  show(watched: WatchedUpload): void {
    this.#watched = watched;
    this.#redraw(this.#describe(watched));
    const { job } = watched;
    if (job === undefined || !hasEnded(job)) return;
    if (job.status === 'SUCCEEDED') this.#ended.resolve();
    else this.#ended.reject(new Error(job.status));
  }

  leave(): void {
    this.#ended.resolve();
  }
}
