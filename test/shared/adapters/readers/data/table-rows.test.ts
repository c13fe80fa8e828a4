import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { tableRows } from '../../../../../shared/adapters/readers/data/table-rows.ts';

const pieces = fc.constantFrom('a', ',', '"', '\n', ' ', '""', '",', '\n"', '"b"', ',"x,\ny"');
const table = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

/** Row by row and in one go, as the library does it by itself. */
function rowsInOneGo(text: string): { rows: string[][]; isBroken: boolean } {
  const rows: string[][] = [];
  let isBroken = false;
  Papa.parse<string[]>(text, {
    delimiter: ',',
    skipEmptyLines: 'greedy',
    step: ({ data, errors }) => {
      rows.push(data);
      isBroken ||= errors.length > 0;
    },
  });
  return { rows, isBroken };
}

describe('a table that is parsed piece by piece', () => {
  it('has the rows and the broken quotes that it has in one go, wherever it is cut', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 12 }), (text, pieceLength) => {
        const found = [...tableRows(text, ',', pieceLength)];

        const rows = found.flatMap((piece) => piece.rows);
        const isBroken = found.some(({ hasBrokenQuotes }) => hasBrokenQuotes);
        expect({ rows, isBroken }).toEqual(rowsInOneGo(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
