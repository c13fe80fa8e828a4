import * as z from 'zod';
import { callCostSchema } from '../money/call-cost.ts';
import { tokenUsageSchema } from '../money/token-usage.ts';
import { callSchema, lostCallSchema } from './claim.ts';

/** One request to a model and everything that came back, as the exchange store keeps it. */
export const exchangeSchema = z.object({
  schemaVersion: z.literal(1),
  requestHash: z.string(),
  /** Counts how often a question was asked because the answer before was of no use, from 1. */
  ask: z.number().int(),
  generation: z.number().int(),
  revision: z.string(),
  thinking: z.boolean(),
  structuredOutput: z.string(),
  /** The call that brought the answer; its `jobId` is who paid. */
  paidBy: callSchema,
  /** Earlier calls for the same request that may have been billed although nothing is kept of them. */
  lostCalls: z.array(lostCallSchema),
  answer: z.string(),
  reasoning: z.string().nullable(),
  finishReason: z.string(),
  /** Stricter kinds of structured output that the provider refused for this model. */
  refusedStructuredOutputs: z.array(z.string()).default([]),
  usage: tokenUsageSchema,
  /** What the call cost by the prices of its time; `null` where that is not known. */
  cost: callCostSchema.nullable(),
  servedModel: z.string().nullable(),
  fingerprint: z.string().nullable(),
  responseId: z.string().nullable(),
  requestId: z.string().nullable(),
  completedAt: z.string(),
  firstTokenMs: z.number().nullable(),
  latencyMs: z.number(),
});

export type Exchange = z.output<typeof exchangeSchema>;
