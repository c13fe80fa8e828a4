const dayMs = 86_400_000;

/** The UTC dates of the last `days` days, the newest first, today included. */
export function lastDates(now: Date, days: number): string[] {
  return Array.from({ length: days }, (_, index) => dateBefore(now, index));
}

/** The UTC dates from `since` (`YYYY-MM-DD`) until today, the newest first. */
export function datesSince(now: Date, since: string): string[] {
  const days = Math.floor((now.getTime() - Date.parse(`${since}T00:00:00Z`)) / dayMs) + 1;
  return lastDates(now, Math.max(0, days));
}

/** The UTC dates that `--since` or else `--days` names, the newest first. */
export function chosenDates(
  now: Date,
  { since, days }: { readonly since?: string | undefined; readonly days: number },
): string[] {
  return since === undefined ? lastDates(now, days) : datesSince(now, since);
}

function dateBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);
}
