import type { Deployment } from './deployment.ts';

/**
 * Opens a deployment, does `work` with it, waits for other processes that work with it too, and
 * stops it; at once when the person interrupts. Then the
 * process ends with 130, as shells expect of work that was cut short, unless an interrupt is the
 * way to end it. A second interrupt does not wait for anything.
 */
export async function withDeployment<Result, Opened extends Deployment>(
  open: () => Promise<Opened>,
  work: (deployment: Opened) => Promise<Result>,
  interruptedExitCode = 130,
): Promise<Result> {
  let stop: (() => Promise<void>) | undefined;
  let isInterrupted = false;
  const exit = () => process.exit(interruptedExitCode);
  const interrupt = () => {
    if (isInterrupted || stop === undefined) exit();
    isInterrupted = true;
    void stop?.().then(exit, exit);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const deployment = await open();
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
