import { QuoteFinder } from '../shared/extraction/grounding/quote-finder.ts';

/** How long it takes to look up an output's quotes in a long document; see bench/README.md. */

const documentCharacters = 1_000_000;
const quoteCount = 200;
const wordsPerQuote = 20;
const rounds = 9;
/** These compile. */
const warmUpRounds = 2;

let state = 1;

/** From 0 to below 1, the same in every run: the generator of Lehmer with the factor of Park and Miller. */
function random(): number {
  const modulus = 2_147_483_647;
  state = (state * 48_271) % modulus;
  return state / modulus;
}

interface Contest {
  readonly name: string;
  readonly text: string;
  readonly quotes: readonly string[];
}

const english = documentOf('abcdefghijklmnopqrstuvwxyz');
const polish = documentOf('aąbcćdeęfghijklłmnńoóprsśtuwyzźż');
const chinese = chineseDocument();

const contests: readonly Contest[] = [
  { name: 'English, as they stand', text: english, quotes: quotesOf(english, (quote) => quote) },
  { name: 'English, in capitals', text: english, quotes: quotesOf(english, inCapitals) },
  { name: 'English, not there', text: english, quotes: quotesOf(english, withoutAWord) },
  { name: 'Polish, in capitals', text: polish, quotes: quotesOf(polish, inCapitals) },
  { name: 'Polish, not there', text: polish, quotes: quotesOf(polish, withoutAWord) },
  { name: 'Chinese, not there', text: chinese, quotes: quotesOf(chinese, withoutAWord) },
  { name: 'one letter, not there', text: repeated('a'), quotes: manyOfALetter() },
  { name: 'one letter, inside a word', text: repeated('a'), quotes: manyInsideAWord() },
  { name: 'hyphens, not there', text: repeated('ab-'), quotes: manyWithHyphens() },
];

console.log(`${quoteCount} quotes in ${documentCharacters} characters, median of ${rounds} rounds`);
console.log('quotes                        found        ms');
for (const { name, text, quotes } of contests) {
  const { found, milliseconds } = measure(text, quotes);
  console.log(
    `${name.padEnd(26)} ${String(found).padStart(8)} ${milliseconds.toFixed(0).padStart(9)}`,
  );
}

function measure(
  text: string,
  quotes: readonly string[],
): { readonly found: number; readonly milliseconds: number } {
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const startedAt = performance.now();
    const finder = new QuoteFinder(text);
    found = quotes.filter((quote) => finder.find(quote) !== null).length;
    times.push(performance.now() - startedAt);
  }
  const measured = times.slice(warmUpRounds).toSorted((one, other) => one - other);
  return { found, milliseconds: measured[Math.floor(rounds / 2)] ?? Number.NaN };
}

/** Words of random letters, with the signs and line ends that a text has. */
function documentOf(alphabet: string): string {
  const letters = Array.from(alphabet);
  const parts: string[] = [];
  let characters = 0;
  while (characters < documentCharacters) {
    const length = 2 + Math.floor(random() * 9);
    const word = Array.from({ length }, () => oneOf(letters)).join('');
    const separator = oneOf([' ', ' ', ' ', ' ', ' ', ', ', '. ', '\n', ' – ', '-']);
    parts.push(word, separator);
    characters += word.length + separator.length;
  }
  return parts.join('').slice(0, documentCharacters);
}

function chineseDocument(): string {
  const firstIdeograph = 0x4e_00;
  const commonIdeographs = 3_000;
  return Array.from({ length: documentCharacters }, () =>
    random() < 0.08
      ? oneOf(['，', '。', '\n'])
      : String.fromCodePoint(firstIdeograph + Math.floor(random() * commonIdeographs)),
  ).join('');
}

function quotesOf(text: string, change: (quote: string) => string): string[] {
  return Array.from({ length: quoteCount }, () => {
    const from = Math.floor(random() * (text.length - wordsPerQuote * 10));
    const [, ...words] = text.slice(from, from + wordsPerQuote * 10).split(' ');
    const quote = words.length < 3 ? text.slice(from, from + 60) : words.slice(0, -1).join(' ');
    return change(quote);
  });
}

function inCapitals(quote: string): string {
  return quote.toUpperCase();
}

function withoutAWord(quote: string): string {
  const middle = Math.floor(quote.length / 2);
  return quote.slice(0, middle) + quote.slice(middle + 8);
}

/** Every place of the document looks like theirs until the last letter. */
function manyOfALetter(): string[] {
  return Array.from({ length: quoteCount }, (_, index) => `${'a'.repeat(1_000 + index)}b`);
}

/** Every place of the document is theirs, but for the edges of words. */
function manyInsideAWord(): string[] {
  return Array.from({ length: quoteCount }, (_, index) => 'a'.repeat(1_000 + index));
}

/** The same with the hyphens in other places, which is seen late. */
function manyWithHyphens(): string[] {
  return Array.from({ length: quoteCount }, (_, index) => `${'ab-'.repeat(300 + index)}abab`);
}

function repeated(text: string): string {
  return text.repeat(documentCharacters / text.length);
}

function oneOf(values: readonly string[]): string {
  return values[Math.floor(random() * values.length)] ?? '';
}
