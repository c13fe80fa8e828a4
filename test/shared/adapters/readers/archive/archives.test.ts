import {
  configure,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { strToU8, zipSync, type ZippableFile } from 'fflate';
import { assert, asyncProperty, dictionary, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SniffingDocumentReader } from '../../../../../shared/adapters/readers/sniffing-document-reader.ts';
import { claimingSize } from '../../../../fixtures/hostile/packages.ts';
import { memberPath } from '../../../../../shared/adapters/readers/archive/member-path.ts';
import { readMember } from '../../../../../shared/adapters/readers/archive/read-member.ts';
import { defaultReadLimits, type ReadLimits } from '../../../../../shared/document/read-limits.ts';
import type { ArchiveListing, Reading } from '../../../../../shared/document/reading.ts';
import type { DocumentSource } from '../../../../../shared/ports/document-reader.ts';

configure({ useWebWorkers: false });

const mebibyte = 1024 * 1024;

async function read(
  bytes: Uint8Array,
  source: Partial<DocumentSource> = {},
  limits: Partial<ReadLimits> = {},
): Promise<Reading> {
  const reader = new SniffingDocumentReader({ ...defaultReadLimits, ...limits });
  return reader.read({ bytes, password: null, member: [], ...source });
}

async function list(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): Promise<ArchiveListing> {
  const reading = await read(bytes, {}, limits);
  if (reading.kind !== 'archive') throw new Error(`expected an archive, found ${reading.kind}`);
  return reading.archive;
}

function zip(files: Record<string, string | ZippableFile>): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries));
}

/** An archive whose one file is behind a password. */
async function lockedZip(password: string, zipCrypto: boolean): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { password, zipCrypto });
  await writer.add('a.txt', new Uint8ArrayReader(strToU8('words')));
  return writer.close();
}

describe('listing an archive', () => {
  it('names every file with its size, in the order of the archive', async () => {
    const archive = await list(zip({ 'b.txt': 'words', 'folder/ä.md': '# A', empty: '' }));

    expect(archive).toEqual({
      format: 'zip',
      mediaType: 'application/zip',
      members: [
        { path: 'b.txt', sizeBytes: 5 },
        { path: 'folder/ä.md', sizeBytes: 3 },
        { path: 'empty', sizeBytes: 0 },
      ],
      warnings: [],
    });
  });

  it('leaves out what is no document and says so, without its name', async () => {
    const archive = await list(
      zip({
        'a.txt': 'words',
        'folder/': '',
        '__MACOSX/._a.txt': 'x',
        'folder/.DS_Store': 'x',
        '../outside.txt': 'x',
        '/etc/passwd': 'x',
        'C:\\b.txt': 'x',
        link: [strToU8('a.txt'), { os: 3, attrs: 0o120_777 << 16 }],
      }),
    );

    expect(archive.members.map(({ path }) => path)).toEqual(['a.txt']);
    expect(archive.warnings).toEqual([
      '2 files of the archive are left out: an operating system wrote them',
      '3 files of the archive are left out: their path leads out of it or cannot be shown',
      '1 file of the archive is left out: it is a link',
    ]);
  });

  it('takes the first of two files with one path', async () => {
    const bytes = zip({ 'a/b.txt': 'first', 'a\\b.txt': 'second' });

    const archive = await list(bytes);

    expect(archive.members.map(({ path }) => path)).toEqual(['a/b.txt']);
    expect(archive.warnings).toEqual([
      '1 file of the archive is left out: another has the same path',
    ]);
    await expect(read(bytes, { member: ['a/b.txt'] })).resolves.toMatchObject({
      text: { text: 'first' },
    });
  });

  it('is refused where there is no file in it', async () => {
    await expect(list(zip({}))).rejects.toMatchObject({ code: 'EMPTY_DOCUMENT' });
    await expect(list(zip({ 'folder/': '' }))).rejects.toMatchObject({ code: 'EMPTY_DOCUMENT' });
  });

  it('is refused where there are more files, or more bytes in them, than allowed', async () => {
    const bytes = zip({ a: 'x'.repeat(60), b: 'x'.repeat(60), c: 'x' });

    await expect(list(bytes, { maximumMembers: 2 })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
      message: expect.stringContaining('more than 2 files'),
    });
    await expect(list(bytes, { maximumExpandedBytes: 100 })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
      message: expect.stringContaining('more than 100 bytes when expanded'),
    });
  });

  it('is refused where it is cut off', async () => {
    const whole = zip({ 'a.txt': 'words '.repeat(100) });

    for (const length of [whole.length - 1, whole.length - 30, 60, 30]) {
      await expect(list(whole.subarray(0, length))).rejects.toMatchObject({
        code: 'DOCUMENT_DAMAGED',
      });
    }
  });
});

describe('reading a file of an archive', () => {
  it('is read by what it is, like any document', async () => {
    const bytes = zip({ 'notes.pdf': '# Minutes\n\nAda came.', 'b.txt': 'b' });

    const reading = await read(bytes, { member: ['notes.pdf'] });

    expect(reading).toMatchObject({
      kind: 'text',
      text: { format: 'markdown', text: '# Minutes\n\nAda came.' },
    });
  });

  it('may lie in an archive that lies in an archive', async () => {
    const bytes = zip({ 'in/inner.zip': zip({ 'deep/a.txt': 'words' }) });

    await expect(read(bytes, { member: ['in/inner.zip'] })).resolves.toMatchObject({
      kind: 'archive',
      archive: { members: [{ path: 'deep/a.txt', sizeBytes: 5 }] },
    });
    await expect(read(bytes, { member: ['in/inner.zip', 'deep/a.txt'] })).resolves.toMatchObject({
      text: { text: 'words' },
    });
  });

  it('is refused where it lies too deep', async () => {
    const deep = { a: zip({ a: zip({ a: 'words' }) }) };
    const limits = { maximumDepth: 2 };

    await expect(read(zip(deep), { member: ['a'] }, limits)).resolves.toMatchObject({
      kind: 'archive',
    });
    await expect(read(zip(deep), { member: ['a', 'a'] }, limits)).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
    await expect(read(zip(deep), { member: ['a', 'a', 'a'] }, limits)).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });

  it.each([
    ['missing', ['b.txt']],
    ['in what is no archive', ['a.txt', 'b.txt']],
    ['left out of the listing', ['../c.txt']],
  ])('is not found where it is %s', async (_, member) => {
    const bytes = zip({ 'a.txt': 'words', '../c.txt': 'words' });

    await expect(read(bytes, { member })).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
  });

  it.each([
    ['ZipCrypto', true],
    ['AES', false],
  ])('takes its password where it is encrypted with %s', async (_, zipCrypto) => {
    const bytes = await lockedZip('opens', zipCrypto);
    const member = ['a.txt'];

    await expect(read(bytes, { member, password: 'opens' })).resolves.toMatchObject({
      text: { text: 'words' },
    });
    await expect(read(bytes, { member })).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
    await expect(read(bytes, { member, password: 'does not' })).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
  });

  it('is refused where more comes out of it than it claims', async () => {
    const bomb = claimingSize(zip({ a: new Uint8Array(8 * mebibyte) }), 10);

    await expect(read(bomb, { member: ['a'] })).rejects.toMatchObject({ code: 'DOCUMENT_DAMAGED' });
  });

  it('is refused where its bytes are not those that were packed', async () => {
    const bytes = zipSync({ 'a.txt': [strToU8('words of it'), { level: 0 }] });
    bytes[40] = (bytes[40] ?? 0) ^ 1;

    await expect(read(bytes, { member: ['a.txt'] })).rejects.toMatchObject({
      code: 'DOCUMENT_DAMAGED',
    });
  });

  it('gives back what was packed', async () => {
    // The packer of this test cannot write that one name; the next test has it.
    const packable = string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter(
      (name) => name !== '__proto__',
    );
    const files = dictionary(packable, uint8Array());
    await assert(
      asyncProperty(files, async (packed) => {
        const names = Object.keys(packed).filter((name) => !name.endsWith('/'));
        const bytes = zip(Object.fromEntries(names.map((name) => [name, packed[name] ?? ''])));
        const listed = names.length === 0 ? [] : (await list(bytes)).members;

        for (const { path } of listed) {
          const limits = defaultReadLimits;
          const member = await readMember({ bytes, path, password: null, limits });
          const candidates = names.filter((name) => name.replaceAll('\\', '/') === path);
          expect(candidates.map((name) => packed[name])).toContainEqual(Uint8Array.from(member));
        }
      }),
    );
  });

  it('gives back a file that is named as the prototype of an object', async () => {
    const packed = Buffer.from(zip({ __prot0__: 'words' })).toString('latin1');
    const bytes = Buffer.from(packed.replaceAll('__prot0__', '__proto__'), 'latin1');
    const { members } = await list(bytes);

    const limits = defaultReadLimits;
    const member = await readMember({ bytes, path: '__proto__', password: null, limits });

    expect(members).toEqual([{ path: '__proto__', sizeBytes: 5 }]);
    expect(Buffer.from(member).toString()).toBe('words');
  });
});

describe('the path of a file in an archive', () => {
  it.each([
    ['a.txt', { kind: 'document', path: 'a.txt' }],
    ['a\\b.txt', { kind: 'document', path: 'a/b.txt' }],
    ['...', { kind: 'document', path: '...' }],
    ['a/..b', { kind: 'document', path: 'a/..b' }],
    ['', { kind: 'unsafe' }],
    ['/a', { kind: 'unsafe' }],
    ['\\\\host\\a', { kind: 'unsafe' }],
    ['c:a', { kind: 'unsafe' }],
    ['a/../b', { kind: 'unsafe' }],
    ['a/./b', { kind: 'unsafe' }],
    ['a//b', { kind: 'unsafe' }],
    ['a\u0000b', { kind: 'unsafe' }],
    ['a\u202Efdp.exe', { kind: 'unsafe' }],
    ['a'.repeat(1025), { kind: 'unsafe' }],
    ['__MACOSX/a', { kind: 'system' }],
    ['a/Thumbs.db', { kind: 'system' }],
  ])('%j is judged before anybody uses it', (name, judgement) => {
    expect(memberPath(name)).toEqual(judgement);
  });
});
