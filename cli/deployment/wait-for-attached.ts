import { setTimeout as wait } from 'node:timers/promises';
import { closeUnlessAttached } from '../../local/attached-processes.ts';

const intervalMs = 200;

/** Waits for the processes that work with this process's pipeline, and says so. */
export async function waitForAttached(
  dataDirectory: string,
  note: (text: string) => void,
): Promise<void> {
  const told = new Set<number>();
  for (;;) {
    const attached = await closeUnlessAttached(dataDirectory);
    if (attached.length === 0) return;
    for (const processId of attached.filter((each) => !told.has(each))) {
      told.add(processId);
      note(
        `process ${processId} still works with this pipeline: waiting for it to end; Ctrl-C stops the pipeline now`,
      );
    }
    await wait(intervalMs);
  }
}
