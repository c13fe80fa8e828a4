import type { Deployed } from '../pipeline/deployed.ts';

export const text = '# Board\n\nWe decided to paint the house.\n';

/** What is promised, with the template's own lease, visibility and schedules. */
export const twoMinutesMs = 120_000;

/** Kills every process that runs the worker, in the midst of whatever it does. */
export function killWorker({ functions }: Deployed): void {
  const worker = [...functions].find(([logicalId]) => logicalId.includes('Worker'))?.[1];
  if (worker === undefined) throw new Error('the template has no worker');
  worker.kill();
}
