import { array, assert, option, property, string, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDocumentsManifest, parseManifest } from '../../../shared/document/documents-manifest.ts';
import { ManifestInvalid } from '../../../shared/failure/manifest-errors.ts';

const parse = (manifest: unknown, maximumMembers = 10) =>
  parseManifest(new TextEncoder().encode(JSON.stringify(manifest)), maximumMembers);

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a manifest', () => {
  it('is an object whose key says so', () => {
    expect(isDocumentsManifest('inbox/meeting-minutes/board.documents.json')).toBe(true);
    expect(isDocumentsManifest('inbox/meeting-minutes/documents.json')).toBe(false);
    expect(isDocumentsManifest('inbox/meeting-minutes/board.documents.json.txt')).toBe(false);
  });

  it('lists keys, with or without titles, in an object or barely', () => {
    const listed = ['members/a.vtt', { key: 'inbox/meeting-minutes/b.txt', title: ' Call ' }];
    const members = [
      { key: 'members/a.vtt', title: null },
      { key: 'inbox/meeting-minutes/b.txt', title: 'Call' },
    ];

    expect(parse({ documents: listed })).toEqual(members);
    expect(parse(listed)).toEqual(members);
    expect(parseManifest(bytesOf(`\u{FEFF}${JSON.stringify(listed)}`), 2)).toEqual(members);
  });

  it('gives back every list of different keys, in its order', () => {
    const keys = uniqueArray(
      string({ unit: 'grapheme', maxLength: 100 }).map((path) => `members/${path}.txt`),
      { minLength: 1, maxLength: 10 },
    );
    assert(
      property(keys, (listed) => {
        expect(parse(listed).map(({ key }) => key)).toEqual(listed);
      }),
    );
  });

  it.each([
    ['a number', 7, 'Invalid input: expected object, received number'],
    ['no list', {}, 'documents: Invalid input: expected array'],
    ['an empty list', [], 'documents: Too small: expected array to have >=1 items'],
    ['a misspelled property', { documents: ['members/a'], titel: 'x' }, '"titel"'],
    ['a number as a key', ['members/a', 7], 'documents[1]: Invalid input: expected object'],
    ['an entry without a key', [{ title: 'x' }], 'documents[0].key: Invalid input'],
    ['an empty title', [{ key: 'members/a', title: ' ' }], 'documents[0].title: Too small'],
    ['a key twice', ['members/a', { key: 'members/a' }], '"members/a" is listed more than once'],
    ['a key elsewhere', ['board.vtt'], 'documents[0].key: "board.vtt" lies in none of inbox/, '],
    ['a folder', ['members'], '"members" lies in none of inbox/, nightly/, members/'],
    ['a manifest', ['members/x.documents.json'], 'is a manifest, and no manifest lists another'],
    ['a key too long for S3', [`members/${'a'.repeat(1_024)}`], 'documents[0].key: Too big'],
    ['too many', ['members/a', 'members/b', 'members/c'], 'it lists 3 documents; at most 2'],
  ])('with %s is refused, and the message says what and where', (_, manifest, problem) => {
    expect(() => parse(manifest, 2)).toThrow(
      expect.objectContaining({
        code: 'MANIFEST_INVALID',
        retryable: false,
        message: expect.stringContaining(problem),
      }),
    );
  });

  it('that is no JSON is refused without a word of what it says', () => {
    const broken = bytesOf('{"documents": [\n  "members/secret" "x"]}');

    const parsing = (): unknown => parseManifest(broken, 10);

    expect(parsing).toThrow('it is not JSON (line 2 column 20)');
    expect(parsing).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
    expect(() => parseManifest(bytesOf('once upon a time'), 10)).toThrow('it is not JSON');
    expect(() => parseManifest(Uint8Array.of(0xff, 0xfe, 0x5b), 10)).toThrow('it is not UTF-8');
  });

  it('that is larger than any list of keys is refused unread', () => {
    expect(() => parseManifest(new Uint8Array(2_000_001), 10)).toThrow(
      'it has 2000001 bytes; at most 2000000',
    );
  });

  it('fails with its name and a short message, whatever it holds', () => {
    const anything = array(option(string({ unit: 'binary', size: 'large' })));
    assert(
      property(anything, (manifest) => {
        expect(failureOf(() => parse({ documents: [...manifest, 1] })).message.length).toBeLessThan(
          1_100,
        );
      }),
      { numRuns: 30 },
    );
    const longName = { ['x'.repeat(100_000)]: 1, documents: ['members/a'] };
    expect(failureOf(() => parse(longName)).message.length).toBeLessThan(1_100);
  });
});

function failureOf(call: () => unknown): ManifestInvalid {
  try {
    call();
  } catch (error) {
    if (error instanceof ManifestInvalid) return error;
  }
  throw new Error('expected a manifest that is refused');
}
