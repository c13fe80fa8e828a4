import * as z from 'zod';

/** What the process that recognizes text is given. */
export const childRequestSchema = z.object({ bytes: z.instanceof(Uint8Array) });

/** What it answers: the lines of each page, or why there are none. */
export const childAnswerSchema = z.union([
  z.object({ pages: z.array(z.array(z.string())) }),
  z.object({ problem: z.string() }),
]);
