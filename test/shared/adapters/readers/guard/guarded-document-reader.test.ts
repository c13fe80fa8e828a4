import { describe, expect, it } from 'vitest';
import { PipelineError } from '../../../../../shared/failure/pipeline-error.ts';
import * as failures from '../../../../../shared/failure/document-errors.ts';
import { errorOf, failureOf } from '../../../../../shared/adapters/readers/guard/reader-failure.ts';
import { parseAnswer } from '../../../../../shared/adapters/readers/guard/reader-answer.ts';
import { readText } from '../../../../builders/reading.ts';
import { guardedReader, readerWithChild } from './guarded-reader.ts';

const utf8 = new TextEncoder();
/** It takes a parser, so it is read by a process of its own. */
const page = utf8.encode('<!doctype html><title>t</title><h1>Minutes</h1><p>Ada came.');
const source = { bytes: page, password: null, member: [] };

describe('the guarded reader', () => {
  it.each([
    ['WebVTT', 'webvtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hi'],
    ['SubRip', 'subrip', '1\n00:00:01,000 --> 00:00:02,000\nHi'],
    ['Markdown', 'markdown', '# Minutes\n\nAda came.'],
    ['plain text', 'plain-text', 'Ada: Hi, Bo.\nBo: Hello, Ada.'],
  ])('reads %s itself', async (_, format, content) => {
    const reader = readerWithChild('leaves');

    await expect(readText(reader, utf8.encode(content))).resolves.toMatchObject({ format });
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n\u200B'],
  ])('refuses %s itself', async (_, content) => {
    const reader = readerWithChild('leaves');

    await expect(readText(reader, utf8.encode(content))).rejects.toMatchObject({
      code: 'EMPTY_DOCUMENT',
    });
  });

  it('has other formats read by a process of its own', async () => {
    const text = await readText(guardedReader(), page);

    expect(text).toMatchObject({ format: 'html', mediaType: 'text/html' });
    expect(text.text).toContain('Ada came.');
  });

  it('hands on the name of what that process could not read', async () => {
    const reading = guardedReader().read({ ...source, bytes: Uint8Array.of(1, 2, 3, 4, 0) });

    await expect(reading).rejects.toBeInstanceOf(failures.UnsupportedFormat);
    await expect(reading).rejects.toThrow('the content looks like binary data; readable are');
  });

  it('reads one document after the other', async () => {
    const reader = readerWithChild('counts-itself');

    const spans = await Promise.all(
      [1, 2, 3].map(async () => {
        const { text } = await readText(reader, page);
        return text.slice(1, -1).split(',').map(Number);
      }),
    );

    for (const [index, [start = 0]] of spans.entries()) {
      expect(start).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
    }
  });

  it('reads on after a document that ended its process', async () => {
    const reader = guardedReader();
    const broken = reader.read({ ...source, member: ['a'] });

    await expect(broken).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    await expect(readText(reader, page)).resolves.toMatchObject({ format: 'html' });
  });
});

describe('the process that reads', () => {
  it.runIf(process.platform === 'linux')('is ended when it takes too much memory', async () => {
    const reader = readerWithChild('takes-memory', { maximumMemoryBytes: 200_000_000 });

    await expect(reader.read(source)).rejects.toMatchObject({ code: 'DOCUMENT_TOO_COMPLEX' });
  });

  it('ends itself when its objects take too much memory', async () => {
    const reader = readerWithChild('takes-heap', { maximumMemoryBytes: 100_000_000 });

    await expect(reader.read(source)).rejects.toMatchObject({ code: 'DOCUMENT_TOO_COMPLEX' });
  });

  it('is ended when its time is over', async () => {
    const reader = readerWithChild('never-ends', { timeoutMs: 500 });

    await expect(reader.read(source)).rejects.toMatchObject({
      code: 'DOCUMENT_READ_TIMEOUT',
      message: 'reading the document took more than 500 ms',
    });
  });

  it.each(['leaves', 'throws', 'talks-nonsense'])(
    'is a damaged document where it %s',
    async (name) => {
      const failure = await readerWithChild(name)
        .read(source)
        .catch((error: unknown) => error);

      expect(failure).toMatchObject({ code: 'DOCUMENT_DAMAGED' });
      expect(String(failure)).not.toContain('secret');
    },
  );

  it.runIf(process.platform === 'linux')(
    'sees no environment, and has no files, processes or threads',
    async () => {
      const { text } = await readText(readerWithChild('tells-what-it-sees'), page);

      expect(JSON.parse(text)).toMatchObject({
        written: 'ERR_ACCESS_DENIED',
        read: 'ERR_ACCESS_DENIED',
        process: 'ERR_ACCESS_DENIED',
        thread: 'ERR_ACCESS_DENIED',
      });
      expect(Object.keys(JSON.parse(text).environment)).toEqual(['PWD']);
    },
  );
});

describe('a failure between two processes', () => {
  it('is the same class with the same message', () => {
    const named = [
      new failures.UnsupportedFormat('x', ['y']),
      new failures.InvalidEncoding('UTF-8'),
      new failures.EmptyDocument(),
      new failures.NoTextLayer('PDF'),
      new failures.DocumentNotFound(),
      new failures.DocumentDamaged('PDF'),
      new failures.DocumentTooComplex('more than 3 pages'),
      new failures.DocumentReadTimeout(3),
      new failures.PasswordRequired(),
      new failures.PasswordWrong(),
    ];

    for (const failure of named) {
      const rebuilt = errorOf(failureOf(failure));

      expect(rebuilt).toBeInstanceOf(failure.constructor);
      expect(rebuilt).toMatchObject({ code: failure.code, message: failure.message });
    }
  });

  it('is a damaged document where it has no name that a reader gives', () => {
    expect(failureOf(new Error('secret'))).toEqual({
      code: 'DOCUMENT_DAMAGED',
      message: 'the document is damaged or cut off and cannot be read',
    });
    expect(errorOf({ code: 'toString', message: 'x' })).toBeInstanceOf(PipelineError);
  });

  it.each(['', 'null', '{}', '{"failure":{"code":1}}', '{"reading":{"kind":"film"}}'])(
    'is no answer where it is %j',
    (json) => {
      expect(parseAnswer(json)).toBeNull();
    },
  );
});
