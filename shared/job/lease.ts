/**
 * How long a worker that does not beat keeps its job, its claim and its messages, in milliseconds.
 *
 * A dead worker's job is taken over after at most this, plus the keeper's minute.
 */
export const leaseMs = 60_000;

/** Three beats fit in a lease, so that one lost beat loses nothing. */
export const beatMs = 20_000;

/**
 * How long a worker's messages stay invisible after a beat, in milliseconds: a little longer than
 * its leases, which begin a little later. A message that came back to a living lease is dropped.
 */
export const messageHoldMs = leaseMs + 5_000;

/** An ISO time so many milliseconds after another. */
export function later(time: Date, ms: number): string {
  return new Date(time.getTime() + ms).toISOString();
}
