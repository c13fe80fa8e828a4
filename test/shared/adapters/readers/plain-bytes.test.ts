import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arePlainBytes } from '../../../../shared/adapters/readers/plain-bytes.ts';

const mostlyPlain = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  { weight: 3, arbitrary: fc.constantFrom(0x09, 0x0a) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xff }) },
);

describe('bytes without control characters', () => {
  it('are told whatever they are, and wherever they lie in memory', () => {
    fc.assert(
      fc.property(fc.array(mostlyPlain), fc.nat({ max: 7 }), (values, offset) => {
        const bytes = Uint8Array.from([...Array.from({ length: offset }, () => 0), ...values]);

        const isPlain = values.every(
          (byte) => byte === 9 || byte === 10 || (byte > 31 && byte < 127),
        );
        expect(arePlainBytes(bytes.subarray(offset))).toBe(isPlain);
      }),
      { numRuns: 1_000 },
    );
  });
});
