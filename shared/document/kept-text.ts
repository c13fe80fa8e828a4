import * as z from 'zod';
import { callSchema } from '../extraction/claim.ts';
import { callCostSchema } from '../money/call-cost.ts';

/** Text of a scan as the text store keeps it: paid once, read by every analysis of the document. */
export const keptTextSchema = z.object({
  schemaVersion: z.literal(1),
  /** Identity of the recognition; see recognition-hash.ts. */
  recognitionHash: z.string(),
  format: z.string(),
  mediaType: z.string(),
  pages: z.array(
    z.object({
      /** Counted from 1. */
      number: z.number().int().positive(),
      /** In the order in which the service reads the page. */
      lines: z.array(z.string()),
    }),
  ),
  /** What could not be recognized, in words for the result. */
  warnings: z.array(z.string()),
  /** As the service says it; `null` where it does not. */
  modelVersion: z.string().nullable(),
  /** The recognition as a call that was paid for; its `jobId` is who paid. */
  paidBy: callSchema,
  completedAt: z.string(),
  /** What its pages cost by the prices of its time; `null` where that is not known. */
  cost: callCostSchema.nullable(),
});

export type KeptText = z.output<typeof keptTextSchema>;
