import { describe, expect, it } from 'vitest';
import { fuzzFixtures } from './fuzz-fixtures.ts';
import { SniffingDocumentReader } from '../../shared/adapters/readers/sniffing-document-reader.ts';
import { binaryFormats } from '../../shared/adapters/readers/binary-formats.ts';
import { textFormats } from '../../shared/adapters/readers/text-formats.ts';
import { runFuzz } from './run-fuzz.ts';

const casesPerProcess = 1050;

describe('the readers', () => {
  it.each(fuzzFixtures)('know the sound document of $format', async ({ format, bytes }) => {
    const reading = await new SniffingDocumentReader().read({
      bytes,
      password: null,
      member: [],
    });

    expect(reading).toMatchObject({ [reading.kind]: { format } });
  });

  it('are all tried', () => {
    const rows = [...textFormats, ...binaryFormats].map(({ format }) => format);
    const tried = new Set(fuzzFixtures.map(({ format }) => format));

    // Its reader says whose transcript it is.
    const named = rows.filter((format) => format !== 'transcript-json');
    expect([...tried].toSorted()).toEqual(
      [...new Set([...named, 'zip', 'whisper-json', 'aws-transcribe'])].toSorted(),
    );
  });

  it.concurrent.each([0, 1])(
    'end 2,100 damaged documents by name or read them, without a crash or a hang, part %j',
    async (part) => {
      const { outcomes, defects } = await runFuzz(
        part * casesPerProcess,
        (part + 1) * casesPerProcess,
      );

      expect(defects).toEqual([]);
      const cases = Object.values(outcomes).reduce((total, count) => total + count, 0);
      expect(cases).toBe(casesPerProcess);
    },
  );
});
