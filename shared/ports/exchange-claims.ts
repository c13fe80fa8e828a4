import type { Claim, ClaimRequest, Fate } from '../extraction/claim.ts';

/** Who may ask the model a question right now, so that two workers never both pay for it. */
export interface ExchangeClaims {
  /**
   * Claims a request for `leaseMs`, unless a living claim exists.
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
   * Ends a claim with what became of its call.
   *
   * @returns whether it was still ours
   */
  settle(claim: Claim, fate: Fate): Promise<boolean>;
}
