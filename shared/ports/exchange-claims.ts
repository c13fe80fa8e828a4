import type { Call, Claim, ClaimFate, ClaimRequest } from '../extraction/claim.ts';

/** Who may ask the model a question right now, so that two workers never both pay for it. */
export interface ExchangeClaims {
  /**
   * Claims a request for `leaseMs`, unless a living claim exists. No call counts as made until the
   * claim is opened.
   *
   * @returns the claim as it now stands, or until when somebody else holds it
   */
  take(
    request: ClaimRequest,
  ): Promise<
    | { readonly taken: true; readonly claim: Claim }
    | { readonly taken: false; readonly until: string }
  >;

  /** Holds a claim for another lease; does nothing where it is no longer ours. */
  renew(claim: Claim): Promise<void>;

  /**
   * Says that the claim's call is sent now, and holds the claim for another lease: should nothing more
   * be heard of it, the call counts as lost. Again for a call that was closed.
   *
   * @param startedAt when the call begins, as an ISO time
   * @returns the claim as it now stands, or `null` where it is no longer ours
   */
  open(claim: Claim, startedAt: string): Promise<Claim | null>;

  /**
   * Says that the call of an opened claim was refused and cost nothing; the claim is held on, for
   * another try. Does nothing where it is no longer ours.
   */
  close(claim: Claim): Promise<void>;

  /**
   * Ends a claim, as it was taken or opened, with what became of its call.
   *
   * @returns whether it was still ours
   */
  settle(claim: Claim, fate: ClaimFate): Promise<boolean>;

  /** Calls for a request that may have been billed although nothing is kept of them, as far as is known now. */
  lostCalls(requestHash: string): Promise<readonly Call[]>;
}
