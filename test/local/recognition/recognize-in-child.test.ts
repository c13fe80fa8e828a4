import { describe, expect, it } from 'vitest';
import { recognizeInChild } from '../../../local/recognition/recognize-in-child.ts';
import { scanOf } from '../../fixtures/scans.ts';

const lines = ['Minutes of the board', 'We decided to paint the house.', 'The cost is 4200 euros.'];
const { signal } = new AbortController();

describe('recognizing text on this machine', () => {
  it.each(['png', 'tiff', 'pdf'] as const)('reads a scan in %s', async (format) => {
    const scan = await scanOf(lines);

    expect(await recognizeInChild(scan[format], signal)).toEqual([lines]);
  });

  it('says so where the bytes are no picture', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.4\nno page\n');

    await expect(recognizeInChild(bytes, signal)).rejects.toThrow(Error);
  });

  it('ends at once when it is stopped', async () => {
    const stop = new AbortController();
    const recognizing = recognizeInChild((await scanOf(lines)).png, stop.signal);

    stop.abort();

    await expect(recognizing).rejects.toThrow('aborted');
  });
});
