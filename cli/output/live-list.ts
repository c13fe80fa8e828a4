import {
  DefaultRenderer,
  Listr,
  type ListrDefaultRendererLogLevels,
  ListrLogger,
  ProcessOutput,
} from 'listr2';
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
      renderer: ScreenRenderer,
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
    explain: ({ upload }, text) => entries.get(upload)?.explain(text),
    end: async () => {
      for (const entry of entries.values()) entry.leave();
      await shown;
      process.off('exit', showCursor);
    },
  };
}

/**
 * Draws on the screen that it is given, whatever standard output is: that may be a file or a pipe, as
 * in `sluice run --json | jq`, into which listr2 would else write plain lines of the list.
 */
class ScreenRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** What the list shows of an entry. */
interface ShownTask {
  title: string;
  output: string;
}

/** One document's line: it ends when its job does, or when nobody waits any more. */
class Entry {
  readonly #ended = Promise.withResolvers<void>();
  readonly #describe: LiveListDisplay['describe'];
  #watched: WatchedUpload;
  #redraw: (text: string) => void = () => {};
  #explain: (text: string) => void = () => {};
  #explanation: string | undefined;

  constructor(watched: WatchedUpload, describe: LiveListDisplay['describe']) {
    this.#watched = watched;
    this.#describe = describe;
  }

  task(): { title: string; task: (context: unknown, task: ShownTask) => Promise<void> } {
    return {
      title: this.#describe(this.#watched),
      task: async (_, task) => {
        this.#redraw = (text) => {
          task.title = text;
        };
        this.#explain = (text) => {
          task.output = text;
        };
        this.#redraw(this.#describe(this.#watched));
        if (this.#explanation !== undefined) this.#explain(this.#explanation);
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

  /** Below the line, while it waits: what is written elsewhere the list keeps back until its end. */
  explain(text: string): void {
    this.#explanation = text;
    this.#explain(text);
  }

  leave(): void {
    this.#ended.resolve();
  }
}
