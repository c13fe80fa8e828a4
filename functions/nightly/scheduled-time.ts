import * as z from 'zod';

/** What infra/nightly.ts lets EventBridge Scheduler send. */
const eventSchema = z.object({ scheduledTime: z.iso.datetime() });

/** @throws {z.ZodError} when the event is not the schedule's */
export function readScheduledTime(event: unknown): Date {
  return new Date(eventSchema.parse(event).scheduledTime);
}
