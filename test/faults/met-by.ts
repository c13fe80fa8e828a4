import type { KillInstant } from './instants/kill-instant.ts';
import type { RecordedRequest } from './recorded-worker.ts';

/** The instants in the order in which they are met, and which deeds make requests that match. */
export function metBy(
  instants: readonly KillInstant[],
  requests: readonly RecordedRequest[],
): readonly (readonly [string, string])[] {
  const met = instants.map(({ name, when, matches, since }) => {
    const first = since === undefined ? 0 : requests.findIndex(({ request }) => since(request)) + 1;
    const place = requests.findIndex(({ request }, index) => index >= first && matches(request));
    const deeds = requests.filter(({ request }) => matches(request)).map(({ deed }) => deed);
    return { place, entry: [name, `${when} ${[...new Set(deeds)].join(', ')}`] as const };
  });
  return met.toSorted((one, other) => one.place - other.place).map(({ entry }) => entry);
}
