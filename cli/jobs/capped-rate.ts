/** When one of many jobs may start, of which no more than `rate` start in a second. */
export function turnOf(index: number, rate: number, now: Date): Date {
  return new Date(now.getTime() + Math.floor(index / rate) * 1000);
}
