const dayMs = 86_400_000;

/** Why a job is held by a budget, as its `heldReason` says it: `budget all 2026-05-04`. */
export function budgetReason(scope: string, date: string): string {
  return `budget ${scope} ${date}`;
}

/** The scope of the budget that holds a job; `null` where something else does. */
export function scopeOfReason(heldReason: string | null): string | null {
  return /^budget (\S+) \d{4}-\d\d-\d\d/.exec(heldReason ?? '')?.[1] ?? null;
}

/** When the day of a budget ends: the next midnight, UTC. */
export function endOfDay(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + dayMs);
}
