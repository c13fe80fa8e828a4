/** What is to happen at which moments, in milliseconds from the start. */
export interface TimetableEntry {
  readonly moments: readonly number[];
  readonly happen: () => Promise<void>;
}

export interface Timetable {
  /** Lets nothing more happen, and waits for what is happening. */
  stop(): Promise<void>;
}

/**
 * Lets things happen at their moments; what takes too long skips the moments that it misses.
 *
 * @param beginning when it starts to count
 */
export function startTimetable(
  entries: readonly TimetableEntry[],
  beginning: Promise<void>,
): Timetable {
  let startedAt = 0;
  const timers = new Map<TimetableEntry, NodeJS.Timeout>();
  const happening = new Set<Promise<void>>();
  let isStopped = false;

  const schedule = (entry: TimetableEntry): void => {
    const now = performance.now() - startedAt;
    const next = entry.moments.find((moment) => moment > now);
    if (next === undefined || isStopped) return;
    const timer = setTimeout(() => {
      const done = entry.happen().finally(() => {
        happening.delete(done);
        schedule(entry);
      });
      happening.add(done);
    }, next - now);
    timers.set(entry, timer);
  };
  const begin = async (): Promise<void> => {
    await beginning;
    startedAt = performance.now();
    for (const entry of entries) schedule(entry);
  };
  void begin();

  return {
    async stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(happening);
    },
  };
}
