import type { Queue } from './fauxqs-internals.ts';

/**
 * Makes a message that is given back visible at once. fauxqs 2.4.1 loses it instead where queues are
 * kept on disk: it clears the message's receive count, which its own table does not allow. Here the
 * message's time has run out a moment ago.
 */
export function repairImmediateVisibility(queue: Queue): void {
  const changeVisibility = queue.changeVisibility.bind(queue);
  queue.changeVisibility = (receiptHandle, timeoutSeconds) => {
    changeVisibility(receiptHandle, timeoutSeconds === 0 ? -1 : timeoutSeconds);
    queue.processTimers();
  };
}
