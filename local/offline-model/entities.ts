import { isMonthName } from './dates.ts';
import { addSighting, type EntityKind, kindOfEntity, type Sightings } from './entity-kind.ts';
import type { Sentence } from './sentences.ts';
import { isStopWord } from './words.ts';

/** A proper name of a document. */
export interface Entity {
  readonly name: string;
  readonly kind: EntityKind;
}

/** As many as the analysis asks for at most. */
const mostEntities = 20;

const namePattern =
  /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'&-]*(?:[ \t]+(?:(?:of|the|de|von|van|der|&)[ \t]+)?(?:\p{Lu}[\p{L}\p{N}’'&-]*|\d{1,4}(?![\d.,:%])))*/gu;
const sentenceStart = /(?:^|[.!?:|·]\s+)["“„(]?$/u;
const weekday = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/iu;

/** The proper names that a document uses most, in the order in which they appear. */
export function findEntities(sentences: readonly Sentence[]): Entity[] {
  const speakers = new Set(sentences.flatMap(({ block }) => block.speaker ?? []));
  const lowerCaseWords = new Set(
    sentences.flatMap(({ words }) => words.match(/(?<![\p{L}\p{N}])\p{Ll}{2,}/gu) ?? []),
  );
  const found = new Map<string, Sightings>();
  for (const speaker of speakers) found.set(speaker, { ...unseen, count: 2 });
  for (const { words } of sentences) {
    for (const match of words.matchAll(namePattern)) {
      const before = words.slice(Math.max(0, match.index - 12), match.index);
      const name = nameIn(match[0], sentenceStart.test(before), lowerCaseWords);
      if (name === null) continue;
      const sightings = found.get(name) ?? { ...unseen };
      addSighting(sightings, before);
      found.set(name, sightings);
    }
  }
  const most = [...found].toSorted(([, a], [, b]) => b.count - a.count).slice(0, mostEntities);
  const kept = new Set(most.map(([name]) => name));
  return [...found]
    .filter(([name]) => kept.has(name))
    .map(([name, sightings]) => ({
      name,
      kind: speakers.has(name) ? 'person' : kindOfEntity(name, sightings),
    }));
}

const unseen: Sightings = { count: 0, afterPlacePreposition: 0, afterArticle: 0 };

/** What remains of a run of capitalised words once its first word is known to be an ordinary one. */
function nameIn(
  run: string,
  startsSentence: boolean,
  lowerCaseWords: ReadonlySet<string>,
): string | null {
  const words = run.split(/[ \t]+/u);
  const isOrdinary = (word: string): boolean =>
    lowerCaseWords.has(word.toLowerCase()) ||
    isStopWord(word) ||
    isMonthName(word) ||
    weekday.test(word);
  if (isOrdinary(words[0] ?? '') || (startsSentence && words.length === 1)) words.shift();
  while (words.length > 0 && !/^\p{Lu}/u.test(words[0] ?? '')) words.shift();
  const name = words.join(' ').replace(/(?:['’]s)?[’'&-]*$/u, '');
  return name.length >= 3 && !isOrdinary(name) && !isMonthName(words[0] ?? '') ? name : null;
}
