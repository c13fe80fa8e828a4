import * as z from 'zod';
import { currentRequest } from './current-request.ts';
import type { Queue, QueuedMessage } from './fauxqs-internals.ts';

const entrySchema = z.object({ MessageBody: z.string(), MessageGroupId: z.string().optional() });
const sendSchema = z.union([z.object({ Entries: z.array(entrySchema) }), entrySchema]);

/**
 * Makes a standard queue fair as SQS's are: a message keeps its `MessageGroupId`, and what is
 * received next is the oldest message of the group that has the fewest messages in flight.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 */
export function honourMessageGroups(queue: Queue): void {
  if (queue.isFifo()) return;
  const enqueue = queue.enqueue.bind(queue);
  const dequeue = queue.dequeue.bind(queue);

  queue.enqueue = (message) => {
    const group = message.messageGroupId ?? groupInRequest(message.body);
    if (group !== undefined) message.messageGroupId = group;
    enqueue(message);
  };
  queue.dequeue = (...options) => {
    queue.processTimers();
    bringForward(queue, options[0]);
    return dequeue(...options);
  };
}

/** fauxqs reads the group for FIFO queues only; the request that is being served still has it. */
function groupInRequest(body: string): string | undefined {
  const sent = sendSchema.safeParse(currentRequest.getStore()?.body);
  if (!sent.success) return undefined;
  const entries = 'Entries' in sent.data ? sent.data.Entries : [sent.data];
  // Two equal bodies in one batch under two groups would share the first one's group.
  return entries.find((entry) => entry.MessageBody === body)?.MessageGroupId;
}

/** Moves the next `count` messages to the front of the queue. */
function bringForward(queue: Queue, count: number): void {
  const waiting = Map.groupBy(queue.messages, groupOf);
  if (waiting.size < 2) return;

  const inFlight = new Map<string, number>();
  for (const { message } of queue.inflightMessages.values()) {
    inFlight.set(groupOf(message), (inFlight.get(groupOf(message)) ?? 0) + 1);
  }
  const next = new Set<QueuedMessage>();
  while (next.size < count) {
    const [quietest] = [...waiting]
      .filter(([, messages]) => messages.length > 0)
      .toSorted(([one], [other]) => (inFlight.get(one) ?? 0) - (inFlight.get(other) ?? 0));
    const message = quietest?.[1].shift();
    if (quietest === undefined || message === undefined) break;
    next.add(message);
    inFlight.set(quietest[0], (inFlight.get(quietest[0]) ?? 0) + 1);
  }
  queue.messages = [...next, ...queue.messages.filter((message) => !next.has(message))];
}

/** Messages without a group are each in a group of their own. */
function groupOf({ messageGroupId, messageId }: QueuedMessage): string {
  return messageGroupId ?? messageId;
}
