import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uploadPaths } from '../../cli/uploads/upload-paths.ts';

describe('what uploads are called', () => {
  it('uses base names where they differ', () => {
    expect(uploadPaths(['calls/monday.vtt', '/tmp/tuesday.vtt'])).toEqual([
      'monday.vtt',
      'tuesday.vtt',
    ]);
  });

  it('keeps the folders that tell equal base names apart', () => {
    const files = ['2025/q1/board.vtt', '2025/q2/board.vtt', 'other.txt'];

    expect(uploadPaths(files)).toEqual(['q1/board.vtt', 'q2/board.vtt', 'other.txt']);
  });

  it('keeps a file beside a folder with a file of the same name', () => {
    expect(uploadPaths(['/a/x.txt', '/a/b/x.txt', '/x.txt'])).toEqual([
      'a/x.txt',
      'a/b/x.txt',
      'x.txt',
    ]);
  });

  it('calls one file that is named twice by its base name', () => {
    expect(uploadPaths(['a/x.txt', './a/x.txt'])).toEqual(['x.txt', 'x.txt']);
  });

  it('never gives two files one name, nor one that leaves the folder', () => {
    const folder = array(constantFrom('a', 'b', 'c'), { maxLength: 3 });
    const file = folder.map((parts) => `/${[...parts, 'x.txt'].join('/')}`);

    assert(
      property(array(file), (files) => {
        const paths = uploadPaths(files);

        expect(new Set(paths).size).toBe(new Set(files).size);
        expect(paths.every((path) => !path.startsWith('/') && !path.includes('..'))).toBe(true);
      }),
    );
  });
});
