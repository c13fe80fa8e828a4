import { findDates } from './dates.ts';
import { findEntities } from './entities.ts';
import { rankSentences } from './ranking.ts';
import { cutSentences, plainWords } from './sentences.ts';
import { titleOf } from './title.ts';

/** Stands where a document has nothing to take. */
const nothing = '–';

type Pool = 'title' | 'quotes' | 'names' | 'dates' | 'sentences';

/** Which of a document's words suit a property, by words in the property's name. */
const poolPatterns: readonly (readonly [Pool, RegExp])[] = [
  ['quotes', /quote|evidence|verbatim|excerpt|citation|source/u],
  ['title', /title|subject|heading|topic/u],
  ['dates', /date|deadline|\bdue\b|\bday\b|\bwhen\b/u],
  [
    'names',
    /name|owner|speaker|author|person|people|participant|attendee|assignee|company|organi[sz]ation|\bwho\b/u,
  ],
];

/** What a document offers to fill a schema with, taken in turns so that values differ. */
export class Material {
  readonly isoDates: readonly string[];
  readonly numbers: readonly number[];
  readonly words: readonly string[];
  readonly #lowerCaseText: string;
  readonly #pools: Readonly<Record<Pool, readonly string[]>>;
  readonly #taken = new Map<string, number>();

  constructor(text: string) {
    const sentences = cutSentences(text);
    const ranked = rankSentences(sentences);
    const dates = sentences.flatMap(({ words }) => findDates(words));
    this.#lowerCaseText = text.toLowerCase();
    this.isoDates = dates.flatMap(({ isoDate }) => isoDate ?? []);
    this.numbers = numbersIn(sentences.map(({ words }) => words));
    this.words = sentences.flatMap(({ words }) => words.split(' ')).slice(0, 2000);
    this.#pools = {
      title: [plainWords(titleOf(sentences, ranked))],
      quotes: ranked.map(({ start, end }) => text.slice(start, end)),
      names: findEntities(sentences).map(({ name }) => name),
      dates: dates.map(({ stated }) => stated),
      sentences: ranked.map(({ words }) => words),
    };
  }

  /** The next words for a property of this name; never empty. */
  textFor(propertyName: string): string {
    const spaced = propertyName.replaceAll(/(?<=\p{Ll})(?=\p{Lu})|_/gu, ' ').toLowerCase();
    const pool = poolPatterns.find(([, pattern]) => pattern.test(spaced))?.[0] ?? 'sentences';
    return (
      this.next(pool, this.#pools[pool]) ?? this.next('sentences', this.#pools.sentences) ?? nothing
    );
  }

  /** The next of some values, from the first again after the last; `undefined` if there are none. */
  next<Value>(turn: string, values: readonly Value[]): Value | undefined {
    const taken = this.#taken.get(turn) ?? 0;
    this.#taken.set(turn, taken + 1);
    return values[taken % values.length];
  }

  /** Whether the document uses these words, in any case. */
  mentions(words: string): boolean {
    return words !== '' && this.#lowerCaseText.includes(words.toLowerCase());
  }
}

function numbersIn(texts: readonly string[]): number[] {
  return texts
    .flatMap(
      (text) =>
        text.match(
          /(?<![\p{L}\d.,:-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d:])|(?<![\p{L}\d.,:-])\d{1,12}(?:\.\d+)?(?![\d:]|\p{L})/gu,
        ) ?? [],
    )
    .slice(0, 500)
    .map((number) => Number(number.replaceAll(',', '')));
}
