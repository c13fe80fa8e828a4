export type EntityKind = 'person' | 'organization' | 'place' | 'product' | 'other';

/** How often a name was seen, and after which words. */
export interface Sightings {
  count: number;
  afterPlacePreposition: number;
  afterArticle: number;
}

const organizationWords =
  /(?<!\p{L})(?:ltd|inc|gmbh|plc|llc|company|board|authority|association|foundation|committee|council|office|service|services|mutual|mills|bakeries|bank|university|institute|agency|chain|works|union|group|department|court|ministry|spółdzieln\p{L}*|firm\p{L}*|zarząd|urząd|warsztat|hurtownia|senat|rada)(?!\p{L})/iu;
const placePrepositions = /(?:^|\s)(?:in|at|from|near|w|we|z|ze)\s+(?:the\s+)?$/iu;
const articles = /(?:^|\s)(?:the|a|an|this|each|every)\s+$/iu;

/** Notes the words in front of one more sighting. */
export function addSighting(sightings: Sightings, before: string): void {
  sightings.count += 1;
  sightings.afterPlacePreposition += Number(placePrepositions.test(before));
  sightings.afterArticle += Number(articles.test(before));
}

/** A guess, by the name's own words and by the words that stand in front of it. */
export function kindOfEntity(name: string, sightings: Sightings): EntityKind {
  if (organizationWords.test(name)) return 'organization';
  if (/\d/u.test(name)) return 'product';
  if (sightings.afterPlacePreposition * 2 > sightings.count) return 'place';
  const isPerson =
    sightings.afterArticle === 0 && /^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,2}$/u.test(name);
  return isPerson ? 'person' : 'other';
}
