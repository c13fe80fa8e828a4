import { array, assert, constantFrom, property, string, stringMatching, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeEventKey,
  isFolderMarker,
  parseUploadKey,
  uploadKey,
} from '../../../shared/document/upload-key.ts';
import { PipelineError } from '../../../shared/failure/pipeline-error.ts';
import { lanes } from '../../../shared/job/lane.ts';

const known = ['document-digest', 'meeting-minutes'];
const analysis = stringMatching(/^[a-z][a-z0-9-]{0,62}$/);

describe('the key of an upload', () => {
  it.each([
    ['inbox/meeting-minutes/2025/board.vtt', ['now', 'meeting-minutes', '2025/board.vtt']],
    ['nightly/document-digest/a b+c.txt', ['nightly', 'document-digest', 'a b+c.txt']],
    ['inbox/meeting-minutes//board.vtt', ['now', 'meeting-minutes', '/board.vtt']],
    ['inbox/meeting-minutes/notes/', ['now', 'meeting-minutes', 'notes/']],
  ])('%s names its lane, its analysis and its path', (key, parts) => {
    const { lane, analysis: name, path } = parseUploadKey(key, new Set(known));

    expect([lane, name, path]).toEqual(parts);
  });

  it('gives back what it was built of', () => {
    const path = string({ minLength: 1 });
    assert(
      property(constantFrom(...lanes), analysis, path, (lane, name, rest) => {
        const address = { lane, analysis: name, path: rest };

        expect(parseUploadKey(uploadKey(address), [name])).toEqual(address);
      }),
    );
  });

  it.each([
    ['archive/meeting-minutes/board.vtt', 'UNKNOWN_LANE'],
    ['/inbox/meeting-minutes/board.vtt', 'UNKNOWN_LANE'],
    ['Inbox/meeting-minutes/board.vtt', 'UNKNOWN_LANE'],
    ['now/meeting-minutes/board.vtt', 'UNKNOWN_LANE'],
    ['constructor/meeting-minutes/board.vtt', 'UNKNOWN_LANE'],
    ['archive/board.vtt', 'UNKNOWN_LANE'],
    ['inbox/minutes/board.vtt', 'UNKNOWN_ANALYSIS'],
    ['', 'INVALID_KEY'],
    ['board.vtt', 'INVALID_KEY'],
    ['inbox/board.vtt', 'INVALID_KEY'],
    ['inbox/', 'INVALID_KEY'],
    ['inbox//board.vtt', 'INVALID_KEY'],
    ['inbox/Meeting-Minutes/board.vtt', 'INVALID_KEY'],
    ['inbox/1st/board.vtt', 'INVALID_KEY'],
    [`inbox/${'a'.repeat(64)}/board.vtt`, 'INVALID_KEY'],
    ['inbox/meeting-minutes\n/board.vtt', 'INVALID_KEY'],
    ['inbox/meeting-minutes/', 'INVALID_KEY'],
  ])('%j is refused as %s', (key, code) => {
    expect(() => parseUploadKey(key, known)).toThrow(expect.objectContaining({ code }));
  });

  it('names the analyses there are where it names none of them', () => {
    expect(() => parseUploadKey('inbox/minutes/board.vtt', known)).toThrow(
      'there is no analysis "minutes"; this deployment has document-digest, meeting-minutes',
    );
  });
});

describe('the key in an S3 event', () => {
  it.each([
    ['inbox/meeting-minutes/a+b%2Bc%26.txt', 'inbox/meeting-minutes/a b+c&.txt'],
    ['inbox/document-digest/%C5%BC%C3%B3%C5%82w.md', 'inbox/document-digest/żółw.md'],
    ['inbox/document-digest/%E4%BC%9A.md', 'inbox/document-digest/会.md'],
    ['inbox/document-digest/100%25+%25zz', 'inbox/document-digest/100% %zz'],
  ])('%s is %s', (encoded, key) => {
    expect(decodeEventKey(encoded)).toBe(key);
  });

  it('is read as S3 writes it', () => {
    assert(
      property(string({ unit: 'binary' }), (key) => {
        expect(decodeEventKey(encodeAsS3(key))).toBe(key);
      }),
    );
  });

  it.each(['100%', '%zz', '%E4%BC', '%ff', '%ED%A0%80'])('%s is malformed', (encoded) => {
    expect(() => decodeEventKey(encoded)).toThrow(
      expect.objectContaining({ code: 'INVALID_KEY', retryable: false }),
    );
  });

  it('never fails without a name', () => {
    const pieces = array(constantFrom('%', '+', '/', 'A', 'F', '8', 'é', '\uD800'));
    assert(
      property(tuple(pieces, analysis), ([key, name]) => {
        const read = (): unknown => parseUploadKey(decodeEventKey(`inbox/${key.join('')}`), [name]);

        expect(failureOf(read)).toBeInstanceOf(PipelineError);
      }),
    );
  });
});

describe('a folder marker', () => {
  it('is an object without bytes whose key ends as a folder', () => {
    expect(isFolderMarker('inbox/meeting-minutes/', 0)).toBe(true);
    expect(isFolderMarker('inbox/', 0)).toBe(true);
  });

  it('has no bytes, and a file is none', () => {
    expect(isFolderMarker('inbox/meeting-minutes/', 12)).toBe(false);
    expect(isFolderMarker('inbox/meeting-minutes/empty.txt', 0)).toBe(false);
  });
});

/** What the call throws; the pieces of these keys never make the name of an analysis. */
function failureOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

/** S3 encodes as java.net.URLEncoder does, but leaves the slashes. */
function encodeAsS3(key: string): string {
  return encodeURIComponent(key)
    .replaceAll(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}
