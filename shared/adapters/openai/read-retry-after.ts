/**
 * How long the provider asks us to wait, in milliseconds and of any length; `null` where it does
 * not say.
 *
 * @param now what a date in the header is compared with
 */
export function readRetryAfter(headers: Headers, now: Date): number | null {
  const milliseconds = readNumber(headers.get('retry-after-ms'));
  if (milliseconds !== null) return milliseconds;

  const header = headers.get('retry-after');
  const seconds = readNumber(header);
  if (seconds !== null) return seconds * 1000;

  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

function readNumber(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
