import type { Random } from '../fuzz/random.ts';

const subjects = ['the roof', 'the pier', 'a new lock', 'the boiler', 'the harvest', 'two chairs'];
const people = ['Ada', 'Bruno', 'Chiara', 'Dimitri', 'Eva', 'Farid'];

/** A text of a few hundred characters: it fits one request. */
export function shortText(name: number | string, random: Random): string {
  const lines = Array.from({ length: 3 + random.below(12) }, () => agreement(random));
  return textOf(name, lines);
}

/**
 * A text of ten to twenty thousand characters: with the model's context of a run it is asked about in
 * three to eight parts. Most of it is talk, so that answers stay short.
 */
export function longText(name: number | string, random: Random): string {
  const lines = Array.from({ length: 110 + random.below(100) }, (_, index) => {
    if (index % 15 === 0) return `## Item ${1 + index / 15}`;
    return index % 8 === 0 ? agreement(random) : talk(random);
  });
  return textOf(name, lines);
}

function agreement(random: Random): string {
  const [who, what] = [random.pick(people), random.pick(subjects)];
  return `${who}: We agreed to look at ${what} on ${1 + random.below(28)} May 2026, for ${random.below(9000)} euros.`;
}

function talk(random: Random): string {
  const [who, what] = [random.pick(people), random.pick(subjects)];
  return `${who}: For ${1 + random.below(90)} minutes people spoke of ${what}, and of how it was in ${1900 + random.below(100)}.`;
}

/** Begins with words that stand in one document's text and in no other's. */
function textOf(name: number | string, lines: readonly string[]): string {
  return `# Notes ${name}\n\nMarked mark (${name}).\n\n${lines.join('\n\n')}\n`;
}
