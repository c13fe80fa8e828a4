const secondsADay = 86_400;

/**
 * When DynamoDB forgets an item that is kept for some days after a time: in seconds since 1970, as its
 * time to live wants it.
 *
 * @param time anything that `Date.parse` reads
 */
export function expiryAfter(time: string, days: number): number {
  return Math.floor(Date.parse(time) / 1000) + days * secondsADay;
}
