import * as z from 'zod';

/** One call, as much as is known of it before it is made. */
export const callSchema = z.object({
  /** Counts the calls for one request, from 1. */
  call: z.number().int(),
  jobId: z.string(),
  analysis: z.string(),
  provider: z.string(),
  model: z.string(),
  startedAt: z.string(),
});

export type Call = z.output<typeof callSchema>;

/** A call that may have been billed although nothing is kept of it. */
export const lostCallSchema = callSchema.extend({
  /** Whether we cut it ourselves, since our time was up: sent again as it is, it would be cut again. */
  outOfTime: z.boolean().default(false),
});

export type LostCall = z.output<typeof lostCallSchema>;

/** Who may ask, until when, and which calls for the same request never came to an end we know of. */
export const claimSchema = z.object({
  requestHash: z.string(),
  owner: z.string(),
  /** ISO time; a claim that is past it may be taken by anyone. */
  until: z.string(),
  /** The claim's own call. */
  current: callSchema,
  /** Whether `current` may be under way, or died without a trace. */
  open: z.boolean(),
  /** Calls that may have been billed although nothing is kept of them. */
  lostCalls: z.array(lostCallSchema),
});

export type Claim = z.output<typeof claimSchema>;

export interface ClaimRequest {
  readonly requestHash: string;
  readonly owner: string;
  readonly until: string;
  readonly call: Omit<Call, 'call'>;
}

/**
 * The claim that follows an earlier one for the same request, which must not be alive.
 *
 * An earlier call that was still open when its claim ran out is lost: it may have been billed.
 */
export function nextClaim(previous: Claim | undefined, request: ClaimRequest): Claim {
  return {
    requestHash: request.requestHash,
    owner: request.owner,
    until: request.until,
    current: { ...request.call, call: (previous?.current.call ?? 0) + 1 },
    open: true,
    lostCalls: previous === undefined ? [] : lostCallsOf(previous),
  };
}

/** How the call of a claim ended: `known` where its answer is kept or it cost nothing. */
export type Fate = 'known' | 'unknown' | 'out-of-time';

/** The calls of a claim that nothing is known of, once its own call has had this fate. */
export function lostCallsOf(claim: Claim, fate: Fate = 'unknown'): LostCall[] {
  if (!claim.open || fate === 'known') return claim.lostCalls;
  return [...claim.lostCalls, { ...claim.current, outOfTime: fate === 'out-of-time' }];
}
