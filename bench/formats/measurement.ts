import * as z from 'zod';

/** What one process found out about one file. */
export const measurementSchema = z.object({
  /** The format that was found, or the code of the failure. */
  format: z.string(),
  /** `null` where there is no text. */
  characters: z.number().nullable(),
  /** Pages, turns or members, in words. */
  parts: z.string(),
  /** Median of several readings in one process, after the first, which loads the reader. */
  milliseconds: z.number(),
  /** Of the whole process, in megabytes. */
  peakMemoryMb: z.number(),
});

export type Measurement = z.infer<typeof measurementSchema>;
