/**
 * What a model is asked, in two messages.
 *
 * `instructions` is the same to the byte for every document of an analysis revision and comes
 * first, so that a provider's prefix cache serves it; `document` holds everything that differs.
 */
export interface Prompt {
  readonly instructions: string;
  readonly document: string;
}
