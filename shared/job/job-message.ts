import * as z from 'zod';

/** What travels in a job queue: everything else is read from the job table. */
export const jobMessageSchema = z.object({
  version: z.literal(1),
  jobId: z.string().min(1),
  /** Which attempt of the job the message is meant to run; another attempt's message is dropped. */
  attempt: z.number().int().positive(),
  /** Set where a worker has died in the job: nothing else is to run beside it. */
  alone: z.literal(true).optional(),
});

export type JobMessage = z.output<typeof jobMessageSchema>;
