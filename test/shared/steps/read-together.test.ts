import { describe, expect, it } from 'vitest';
import type { DocumentText } from '../../../shared/document/document-text.ts';
import type { Reading } from '../../../shared/document/reading.ts';
import {
  DocumentReplaced,
  PasswordRequired,
  ReaderUnavailable,
} from '../../../shared/failure/document-errors.ts';
import type { PipelineError } from '../../../shared/failure/pipeline-error.ts';
import type { DocumentReference } from '../../../shared/job/job.ts';
import type { CurrentDocument, StoredDocument } from '../../../shared/ports/document-store.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { readDocument } from '../../../shared/steps/reading/read-document.ts';
import { queuedJob } from '../../builders/job.ts';
import { workerWorld } from '../../builders/worker.ts';
import { MemoryDocumentStore } from '../../fakes/memory-stores.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

const key = 'inbox/title-only/board.documents.json';
const job = queuedJob({ document: { ...queuedJob().document, key } });
const [agenda, minutes] = ['members/board/agenda.txt', 'members/board/minutes.txt'];
const texts = { [agenda]: 'We will meet.', [minutes]: 'We have met.' };

/** A worker's world whose bucket holds a manifest of these keys, and these objects. */
function worldWith(
  objects: Readonly<Record<string, string>> = texts,
  listed: readonly string[] = [agenda, minutes],
) {
  return {
    ...workerWorld([job], modelAnswer({ text: '{"title":"Board"}' })),
    documents: new MemoryDocumentStore({ [key]: JSON.stringify(listed), ...objects }),
  };
}

async function textOf(reading: Promise<Reading>): Promise<DocumentText> {
  const found = await reading;
  if (found.kind !== 'text') throw new Error(`expected text, found ${found.kind}`);
  return found.text;
}

describe('documents that a manifest lists', () => {
  it('are one text, in the order of the manifest, with the versions that were read', async () => {
    const { text, members } = await textOf(readDocument(job, worldWith(texts, [minutes, agenda])));

    expect(text.indexOf('We have met.')).toBeLessThan(text.indexOf('We will meet.'));
    expect(members).toMatchObject([
      { key: minutes, version: `v1 of ${minutes}` },
      { key: agenda, version: `v1 of ${agenda}` },
    ]);
  });

  it('are one job with one request, and the result says which range is whose', async () => {
    const world = worldWith();
    const now = world.clock.now();
    const invocation = { startedAt: now, endsAt: new Date(now.getTime() + 900_000) };

    const message = { version: 1, jobId: job.jobId, attempt: 1 } as const;
    await world.clock.passUntil(processJob(message, world, invocation));

    const result = world.results.results.get(job.jobId);
    expect(world.model.requests).toHaveLength(1);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      document: { key, format: 'documents', members: [{ key: agenda }, { key: minutes }] },
      coverage: { complete: true, covered: result?.document.characters },
    });
    expect(result?.document.members?.at(-1)?.end).toBe(result?.document.characters);
  });

  it('are not looked for where the manifest is the member of an archive', async () => {
    const document = { ...job.document, member: ['x.documents.json'] };

    const { text, members } = await textOf(readDocument({ document }, worldWith()));

    expect(text).toBe(JSON.stringify([agenda, minutes]));
    expect(members).toBeUndefined();
  });

  it('are all looked for, and all that are missing are named', async () => {
    const listed = [agenda, 'members/gone.txt', minutes, 'members/lost.txt'];

    await expect(readDocument(job, worldWith(texts, listed))).rejects.toMatchObject({
      code: 'MANIFEST_MEMBER_NOT_FOUND',
      message: expect.stringContaining('"members/gone.txt", "members/lost.txt"; upload'),
    });
  });

  it('are named up to five when hundreds are missing', async () => {
    const listed = Array.from({ length: 300 }, (_, index) => `members/${index}.txt`);

    await expect(readDocument(job, worldWith({}, listed))).rejects.toThrow(
      '"members/4.txt" and 295 more;',
    );
  });

  it('are together no larger than one document may be, which is seen before any is read', async () => {
    const world = { ...worldWith(), maximumDocumentBytes: 24 };
    const read: string[] = [];
    const reader = recordingReader(read);

    await expect(readDocument(job, { ...world, reader })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
      message: 'the members together have 25 bytes; at most 24 are read',
    });
    expect(read).toEqual([]);
  });

  it('have together no more text than one document may have', async () => {
    const world = { ...worldWith(), maximumCharacters: 24 };

    await expect(readDocument(job, world)).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
      message: expect.stringContaining('the members have more than 24 characters'),
    });
  });

  it.each([
    [
      {
        kind: 'archive',
        archive: { format: 'zip', mediaType: 'application/zip', members: [], warnings: [] },
      },
      'is an archive',
    ],
    [{ kind: 'scan', scan: { format: 'png', mediaType: 'image/png', pages: 1 } }, 'is a scan'],
  ] satisfies [Reading, string][])('must have text of their own: %j', async (found, what) => {
    const world = { ...worldWith(), reader: { read: async () => found } };

    await expect(readDocument(job, world)).rejects.toMatchObject({
      code: 'MANIFEST_MEMBER_UNSUPPORTED',
      message: expect.stringContaining(`"${agenda}" ${what}`),
    });
  });

  it.each([
    [new PasswordRequired(), false],
    [new ReaderUnavailable(), true],
  ] satisfies [PipelineError, boolean][])(
    'fail as they would by themselves, and say which: %s',
    async (failure, retryable) => {
      const reader = {
        read: async () => {
          throw failure;
        },
      };

      await expect(readDocument(job, { ...worldWith(), reader })).rejects.toMatchObject({
        code: failure.code,
        name: failure.code,
        retryable,
        message: `"${agenda}": ${failure.message}`,
      });
    },
  );

  it('are read as they are now when they are overwritten in between', async () => {
    const documents = new OverwrittenOnce({ [key]: JSON.stringify([agenda]), ...texts });

    const { text, members } = await textOf(readDocument(job, { ...worldWith(), documents }));

    expect(text).toContain('We met already.');
    expect(members).toMatchObject([{ key: agenda, version: 'v2' }]);
  });
});

function recordingReader(read: string[]) {
  return {
    read: async ({ bytes }: StoredDocument): Promise<Reading> => {
      read.push(new TextDecoder().decode(bytes));
      throw new PasswordRequired();
    },
  };
}

/** A store without versions, in which the agenda is overwritten once it has been found. */
class OverwrittenOnce extends MemoryDocumentStore {
  #version = 'v1';

  override async findCurrent(bucket: string, wanted: string): Promise<CurrentDocument> {
    return { ...(await super.findCurrent(bucket, wanted)), version: this.#version };
  }

  override async read(document: DocumentReference): Promise<StoredDocument> {
    if (document.key === agenda && this.#version === 'v1') {
      this.#version = 'v2';
      this.documents.set(agenda, new TextEncoder().encode('We met already.'));
      throw new DocumentReplaced();
    }
    return super.read(document);
  }
}
