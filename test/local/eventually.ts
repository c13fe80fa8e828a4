import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits for a fact: asks until the answer is not `undefined`.
 *
 * @param pauseMs between two times: asking may be work for whoever is waited for
 * @throws {Error} when the deadline has passed
 */
export async function eventually<Fact>(
  ask: () => Promise<Fact | undefined> | Fact | undefined,
  deadlineMs = 10_000,
  pauseMs = 10,
): Promise<Fact> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const fact = await ask();
    if (fact !== undefined) return fact;
    if (Date.now() > deadline) throw new Error(`not so after ${deadlineMs} ms: ${String(ask)}`);
    await wait(pauseMs);
  }
}
