import * as z from 'zod';

/** What one call cost by the prices of its time: an exact decimal, and the list that it is from. */
export const callCostSchema = z.object({
  amount: z.string(),
  currency: z.string(),
  priceList: z.string(),
});
