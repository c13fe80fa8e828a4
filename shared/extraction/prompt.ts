/**
 * What a model is asked, in two messages.
 *
 * `instructions` is the same to the byte for every document of an analysis revision and comes
 * first, so that a provider's prefix cache serves it; `document` holds everything that differs.
 */
export interface Prompt {
  readonly instructions: string;
  readonly document: string;
  /** Goes on from an earlier answer to the same two messages; absent where nothing was asked yet. */
  readonly followUp?: FollowUp;
}

/** An answer that was of no full use, and what is asked on it. */
export interface FollowUp {
  readonly answer: string;
  readonly request: string;
}
