import type { ObjectsAndQueues } from '../emulators/objects-and-queues.ts';

/**
 * Makes what was in flight in a queue visible again.
 *
 * For queues that only event source mappings receive from, before those start: whoever had taken a
 * message died with the pipeline, and the message would stay invisible for the queue's own time, six
 * times as long as its function may run. A pipeline that is stopped gives its messages back itself.
 */
export function giveBackAbandoned(
  queueArns: ReadonlySet<string>,
  { queues }: Pick<ObjectsAndQueues, 'queues'>,
): void {
  for (const arn of queueArns) {
    const queue = queues.getQueueByArn(arn);
    for (const receiptHandle of queue?.inflightMessages.keys() ?? []) {
      queue?.changeVisibility(receiptHandle, 0);
    }
  }
}
