import type { ElementNode } from '@mdream/js';

/** A longer address carries data, and costs more than it tells. */
const longestAddress = 2_000;

const leadsSomewhere = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;

/**
 * Takes the addresses away that tell nothing outside of the page, or are no addresses: relative
 * ones, scripts, whole files as `data:`, and those of pictures, of which the words remain.
 */
export function tidyAddresses({ name, attributes }: ElementNode): void {
  // To delete what is not there makes every later look at the attributes slow.
  if (attributes['title'] !== undefined) delete attributes['title'];
  if (name === 'img') delete attributes['src'];
  const href = attributes['href'];
  if (href === undefined) return;
  const address = href.trim();
  if (address.length > longestAddress || !leadsSomewhere.test(address)) delete attributes['href'];
  else if (address !== href) attributes['href'] = address;
}
