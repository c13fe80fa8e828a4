/** A message that no function could handle. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** Takes the letter out of the queue; left in it comes back, and after five times is put aside. */
  readonly remove: () => Promise<void>;
}

/** Where messages end whose last delivery failed without a name. */
export interface DeadLetterQueue {
  /** At most ten letters, none where the queue is empty. */
  receive(): Promise<readonly DeadLetter[]>;
}
