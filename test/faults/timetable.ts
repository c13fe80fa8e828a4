/** What is to happen at which moments, in milliseconds from the start. */
export interface TimetableEntry {
  readonly moments: readonly number[];
  readonly happen: () => Promise<void>;
}

export interface Timetable {
  /** Lets nothing more happen, and waits for what is happening. */
  stop(): Promise<void>;
}

/** Lets things happen at their moments; what takes too long skips the moments that it misses. */
export function startTimetable(entries: readonly TimetableEntry[]): Timetable {
  const startedAt = performance.now();
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
  for (const entry of entries) schedule(entry);

  return {
    async stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(happening);
    },
  };
}
