import { array, assert, constantFrom, type Arbitrary, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MergeRule } from '../../../../shared/analysis/merge-rules.ts';
import { mergeValues } from '../../../../shared/extraction/merge/merge-values.ts';
import { identityOf } from '../../../../shared/extraction/merge/same-value.ts';

type ListRule = Exclude<MergeRule, 'ask'> | 'once-or-all';

const rules: readonly ListRule[] = ['deduplicate', { deduplicateBy: ['name'] }, 'once-or-all'];

const row = record({ name: constantFrom('Ada', 'ADA', ' ada', 'Odo', 'ﬁ', 'fi') });
const partLists: Arbitrary<{ name: string }[][]> = array(array(row), { minLength: 1 });

function identitiesOf(items: unknown): readonly string[] {
  return Array.isArray(items) ? items.map(identityOf) : [];
}

/** A list, cut before some of its rows. */
function cutAt<Row>(rows: readonly Row[], places: readonly number[]): Row[][] {
  const starts = [0, ...new Set(places.toSorted((one, other) => one - other))];
  return starts.map((start, index) => rows.slice(start, starts[index + 1]));
}

describe.each(rules)('lists of parts, deduplicated by %j', (rule) => {
  it('stay as they are where there is one', () => {
    assert(
      property(array(row, { minLength: 1 }), (rows) => {
        expect(mergeValues(rule, [rows])).toEqual(rows);
      }),
    );
  });

  it('stay whole, in order, wherever they are cut, if no two rows are the same', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({ name: `Tenant ${index}` }));

    assert(
      property(array(integer({ min: 1, max: 99 })), (places) => {
        expect(mergeValues(rule, cutAt(rows, places))).toEqual(rows);
      }),
    );
  });

  it('lose nothing that any part says, and no part’s own repetitions', () => {
    assert(
      property(partLists, (lists) => {
        const kept = identitiesOf(mergeValues(rule, lists));

        for (const key of identitiesOf(lists.flat())) {
          const most = Math.max(...lists.map((list) => countOf(key, identitiesOf(list))));
          expect(countOf(key, kept)).toBeGreaterThanOrEqual(most);
        }
      }),
    );
  });

  it('have once what several parts say once each, the first of it', () => {
    const lists = [[{ name: 'Ada ' }], [{ name: 'ada' }, { name: 'Odo' }], [{ name: 'ODO' }]];

    expect(mergeValues(rule, lists)).toEqual([{ name: 'Ada ' }, { name: 'Odo' }]);
  });
});

function countOf(key: string, keys: readonly string[]): number {
  return keys.filter((one) => one === key).length;
}

describe('rows that look alike', () => {
  const booking = { article: 'Coffee', amount: 3.5 };
  const bookings = Array.from({ length: 700 }, () => booking);

  it('are all there without a rule, wherever the text is cut', () => {
    assert(
      property(array(integer({ min: 1, max: 699 }), { maxLength: 20 }), (places) => {
        expect(mergeValues('once-or-all', cutAt(bookings, places))).toHaveLength(700);
      }),
    );
  });

  it('are as many as one part has at most where deduplication is declared', () => {
    const lists = cutAt(bookings, [300]);

    expect(mergeValues('deduplicate', lists)).toHaveLength(400);
  });

  it('are kept of the part that tells more of them apart', () => {
    const country = { name: 'Jordan', kind: 'country' };
    const person = { name: 'Jordan', kind: 'person' };

    const merged = mergeValues({ deduplicateBy: ['name'] }, [[country], [country, person]]);

    expect(merged).toEqual([country, person]);
  });
});
