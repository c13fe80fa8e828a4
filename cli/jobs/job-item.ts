import * as z from 'zod';
import { jobSchema } from '../../shared/job/job.ts';

/** A job as an index shows it: what only the item itself holds is not there, or `null`. */
export const jobItemSchema = jobSchema.omit({ generation: true, owner: true });

/** A job as commands see it. */
export type JobItem = z.output<typeof jobItemSchema>;
