import type { Clock } from '../ports/clock.ts';
import type { Log, LogFields } from '../ports/log.ts';

const firstPauseMs = 1_000;

interface Patience {
  /** The pauses between them double from one second: four tries take 7 s, six half a minute. */
  readonly tries: number;
  /** What is logged of each try that failed. */
  readonly event: string;
  readonly fields?: LogFields;
}

/**
 * Does something that must not be left undone because a service fails for seconds.
 *
 * @throws {unknown} what the last try threw
 */
export async function withPatience<Result>(
  work: () => Promise<Result>,
  { tries, event, fields }: Patience,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      log.error(event, error, { ...fields, attempt });
      if (attempt === tries) throw error;
      await clock.wait(firstPauseMs * 2 ** (attempt - 1));
    }
  }
}
