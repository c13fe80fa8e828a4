import type { Deployment } from './deployment.ts';

/** What an interrupt means to a command. */
export interface Interruption<Opened extends Deployment> {
  /**
   * What the process ends with.
   *
   * @default 130, as shells expect of work that was cut short
   */
  readonly exitCode?: number;
  /**
   * Tells the person at once that the command stops, and how its work goes on; of `undefined`, that
   * it had not begun.
   *
   * @default nothing is told
   */
  readonly tell?: (deployment: Opened | undefined) => void;
}

/**
 * Opens a deployment, does `work` with it, waits for other processes that work with it too, and
 * stops it; at once when the person interrupts. Then the
 * process ends. A second interrupt does not wait for anything.
 */
export async function withDeployment<Result, Opened extends Deployment>(
  open: () => Promise<Opened>,
  work: (deployment: Opened) => Promise<Result>,
  { exitCode = 130, tell }: Interruption<Opened> = {},
): Promise<Result> {
  let opened: Opened | undefined;
  let stop: (() => Promise<void>) | undefined;
  let isInterrupted = false;
  const exit = () => process.exit(exitCode);
  const interrupt = () => {
    if (isInterrupted) exit();
    isInterrupted = true;
    tell?.(opened);
    if (stop === undefined) exit();
    void stop?.().then(exit, exit);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const deployment = await open();
    opened = deployment;
    stop = once(async () => deployment.stop());
    try {
      return await work(deployment);
    } catch (error) {
      throw isInterrupted ? error : ((await deployment.explain?.(error)) ?? error);
    } finally {
      if (!isInterrupted) await deployment.waitForOthers?.();
    }
  } catch (error) {
    // What is stopped while it is used fails: the interrupt is all that there is to say.
    if (isInterrupted) await new Promise(() => {});
    throw error;
  } finally {
    await stop?.();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return async () => (done ??= action());
}
