import type { Claim } from './claim.ts';

/**
 * Pauses after the first, second and third call of a job that got lost for one request, in
 * milliseconds. Together more than ten minutes: a gateway that is away for so long fails no job.
 */
const pausesMs = [15_000, 45_000, 560_000];

/**
 * Calls of a job that may get lost for one request: more are not explained by trouble that passes, and
 * each may have been billed. As many more with each retry.
 */
export const lostCallsAllowed = pausesMs.length + 1;

/** The pause after so many calls of a job got lost for one request; none after the last that is allowed. */
export function pauseAfterLostCalls(lostCalls: number): number {
  return pausesMs[(lostCalls - 1) % lostCallsAllowed] ?? 0;
}

/** How many calls for a claim's request a job has lost before the claim's own; what others lost is theirs. */
export function callsLostBy(jobId: string, { lostCalls }: Claim): number {
  return lostCalls.filter((call) => call.jobId === jobId).length;
}
