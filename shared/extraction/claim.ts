import * as z from 'zod';

/** One call, as much as is known of it before it is made. */
export const callSchema = z.object({
  /** Counts the calls for one request, from 1; a claim whose first call was never made has 0. */
  call: z.number().int(),
  jobId: z.string(),
  analysis: z.string(),
  provider: z.string(),
  model: z.string(),
  /** When it was sent; of a call that was not sent yet, when its claim was taken. */
  startedAt: z.string(),
});

export type Call = z.output<typeof callSchema>;

/** A call that may have been billed although nothing is kept of it. */
export const lostCallSchema = callSchema.extend({
  /** Whether we cut it ourselves, since our time was up: sent again as it is, it would be cut again. */
  outOfTime: z.boolean().default(false),
});

type LostCall = z.output<typeof lostCallSchema>;

/** Who may ask, until when, and which calls for the same request never came to an end we know of. */
export const claimSchema = z.object({
  requestHash: z.string(),
  owner: z.string(),
  /** ISO time; a claim that is past it may be taken by anyone. */
  until: z.string(),
  /** The claim's own call. */
  current: callSchema,
  /** Whether the claim's owner has not settled it; claims of earlier versions say only `open`. */
  held: z.boolean().default(false),
  /** Whether `current` may have been sent and has not come to an end that we know of. */
  open: z.boolean(),
  /** Calls that may have been billed although nothing is kept of them. */
  lostCalls: z.array(lostCallSchema),
});

export type Claim = z.output<typeof claimSchema>;

/**
 * What became of a claim's call: it brought an answer or cost nothing; nobody knows; we cut it, since
 * our time was up; or it was never made, and the next call has its number.
 */
export type ClaimFate = 'known' | 'unknown' | 'out-of-time' | 'unmade';

export interface ClaimRequest {
  readonly requestHash: string;
  readonly owner: string;
  readonly until: string;
  readonly call: Omit<Call, 'call'>;
}

/** Whether a claim keeps others from asking. */
export function isAlive({ held, open, until }: Claim, now: Date): boolean {
  return (held || open) && until > now.toISOString();
}

/**
 * The claim that follows an earlier one for the same request, which must not be alive.
 *
 * An earlier call that was still open when its claim ran out is lost: it may have been billed. One
 * whose worker died before it was sent leaves its number.
 */
export function nextClaim(previous: Claim | undefined, request: ClaimRequest): Claim {
  return {
    requestHash: request.requestHash,
    owner: request.owner,
    until: request.until,
    current: { ...request.call, call: previous === undefined ? 1 : numberAfter(previous) },
    held: true,
    open: false,
    lostCalls: previous === undefined ? [] : lostCallsOf(previous),
  };
}

function numberAfter({ held, open, current }: Claim): number {
  return held && !open ? current.call : current.call + 1;
}

/** What a claim is changed to just before its call is sent. */
export function openedClaim(
  claim: Claim,
  { startedAt, until }: { readonly startedAt: string; readonly until: string },
): Claim {
  return { ...claim, until, open: true, current: { ...claim.current, startedAt } };
}

/** Calls that nothing is known of, at a time: one that is still under way may yet bring an answer. */
export function lostCallsBy(claim: Claim | undefined, now: Date): readonly Call[] {
  if (claim === undefined) return [];
  return isAlive(claim, now) ? claim.lostCalls : lostCallsOf(claim);
}

/** The calls of a claim that nothing is known of, should its own call never come to an end. */
function lostCallsOf(claim: Claim, outOfTime = false): LostCall[] {
  return claim.open ? [...claim.lostCalls, { ...claim.current, outOfTime }] : claim.lostCalls;
}

/** What a claim is changed to when it ends; `call` is the number of its last call that was made. */
export function settledClaim(
  claim: Claim,
  fate: ClaimFate,
): Pick<Claim, 'held' | 'open' | 'lostCalls'> & Pick<Call, 'call'> {
  const { call } = claim.current;
  return {
    held: false,
    open: false,
    call: fate === 'unmade' ? call - 1 : call,
    lostCalls:
      fate === 'unknown' || fate === 'out-of-time'
        ? lostCallsOf(claim, fate === 'out-of-time')
        : claim.lostCalls,
  };
}
