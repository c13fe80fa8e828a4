import { fuzzFixtures } from './fuzz-fixtures.ts';
import { mutate, splice } from './mutations.ts';
import { randomFrom } from './random.ts';

/** A document that something is wrong with; the same number makes the same document. */
export interface FuzzCase {
  /** The format that it was. */
  readonly format: string;
  readonly bytes: Uint8Array;
}

/** @param number the formats take turns, so that a range of numbers has all of them */
export function fuzzCase(number: number): FuzzCase {
  const random = randomFrom(number);
  const { format, bytes } = fixtureAt(number);
  if (random.fraction() < 0.05) {
    const other = fixtureAt(random.below(fuzzFixtures.length));
    return { format, bytes: splice(bytes, other.bytes, random) };
  }
  return { format, bytes: mutate(bytes, random) };
}

function fixtureAt(number: number): FuzzCase {
  const fixture = fuzzFixtures[number % fuzzFixtures.length];
  if (fixture === undefined) throw new Error('there are no fixtures');
  return fixture;
}
