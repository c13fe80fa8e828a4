import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showCommand } from '../../cli/commands/show.ts';
import { readJob } from '../../cli/jobs/job-table-reads.ts';
import { readJobText } from '../../cli/read/read-job-text.ts';
import type { KeptText } from '../../shared/document/kept-text.ts';
import { recognitionHash } from '../../shared/document/recognition-hash.ts';
import { exchangeKey, resultKey, textKey } from '../../shared/document/result-keys.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import { storedExchange } from '../builders/exchange.ts';
import { jobItem, resultEnvelope, usedExchange } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

let emulated: EmulatedDeployment;

const text = 'WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ada>We close the pier.';

beforeAll(async () => {
  emulated = await EmulatedDeployment.start();
  const { s3, documentsBucket } = emulated.deployment;
  const key = 'inbox/meeting-minutes/board.vtt';
  const { ETag = '' } = await s3.send(
    new PutObjectCommand({ Bucket: documentsBucket, Key: key, Body: text }),
  );
  const version = ETag.replaceAll('"', '');
  const kept = { ...jobItem().document, version, versionKind: 'eTag' as const };
  const gone = { ...kept, version: 'another' };
  await putJob(idOf('a'), { document: kept });
  await putJob(idOf('b'), { document: gone });
  await emulated.putResultsObject(
    exchangeKey('first'),
    storedExchange({ reasoning: 'First I look.' }),
  );
  await emulated.putResultsObject(exchangeKey('silent'), storedExchange());
  await emulated.putResultsObject(
    exchangeKey('second'),
    storedExchange({ reasoning: 'Then I look on.' }),
  );
  await putJob(idOf('c'), { document: kept, exchanges: ['silent'] });
  await putJob(idOf('d'), { document: kept, exchanges: ['first', 'silent', 'second'] });
});

afterAll(async () => emulated.stop());

const idOf = (digit: string) => digit.repeat(32);

interface PutJob {
  readonly document: ReturnType<typeof jobItem>['document'];
  readonly exchanges?: readonly string[];
}

async function putJob(jobId: string, { document, exchanges = ['first'] }: PutJob) {
  const job = jobItem({ jobId, status: 'SUCCEEDED', document });
  const used = exchanges.map((exchange, index) =>
    usedExchange({ exchange, start: index * 10, end: index * 10 + 10 }),
  );
  const envelope: ResultEnvelope = resultEnvelope({
    jobId,
    output: { decisions: [{ text: 'It closes.', evidence: 'We close the pier.' }] },
    exchanges: used,
    grounding: {
      verified: 1,
      unverified: 0,
      quotes: [
        {
          path: '/decisions/0/evidence',
          verified: true,
          start: 16,
          end: 34,
          page: null,
          speaker: 'Ada',
          timeSeconds: 1,
          member: null,
        },
      ],
    },
  });
  envelope.document.characters = 34;
  await emulated.putJob(job);
  await emulated.putResultsObject(resultKey(job), envelope);
}

function keptText(parts: Pick<KeptText, 'recognitionHash'>): KeptText {
  return {
    schemaVersion: 1,
    format: 'pdf',
    mediaType: 'application/pdf',
    pages: [{ number: 1, lines: ['We close', 'the pier.'] }],
    warnings: [],
    modelVersion: null,
    paidBy: storedExchange().paidBy,
    completedAt: '2026-05-01T10:00:01.000Z',
    cost: null,
    ...parts,
  };
}

async function show(...commandLine: string[]) {
  const terminal = new RecordingTerminal();
  const deployment = { ...emulated.deployment, stop: async () => {} };
  const context = { terminal, open: async () => deployment, exitWith: () => {} };
  await showCommand(context).exitOverride().parseAsync(commandLine, { from: 'user' });
  return { printed: terminal.printed, notes: terminal.notes };
}

describe('sluice show --html', () => {
  it('writes one page with the text of the stored document and its quotes', async () => {
    const file = join(emulated.directory, 'page.html');

    const { printed, notes } = await show(idOf('a'), '--html', file);

    const page = await readFile(file, 'utf8');
    expect(notes).toEqual([`wrote ${file}`]);
    expect(printed).toEqual([]);
    expect(page).toContain(
      '<span class="head">[00:00:01] Ada: </span><span class="place" id="quote-1"><mark class="one"><a href="#field-1">We close the pier.</a></mark></span>',
    );
    expect(page).toContain('First I look.');
  });

  it('writes the page of a document that is gone, and says that it is', async () => {
    const file = join(emulated.directory, 'gone.html');

    await show(idOf('b'), '--html', file);

    const page = await readFile(file, 'utf8');
    expect(page).toContain('the document could not be read: DOCUMENT_REPLACED');
    expect(page).toContain('It closes.');
  });

  it('says that a file cannot be written', async () => {
    const file = join(emulated.directory, 'no', 'such', 'folder.html');

    await expect(show(idOf('a'), '--html', file)).rejects.toThrow(
      `${file} cannot be written: ENOENT`,
    );
  });
});

describe('the text of a job about a scan', () => {
  const readsScan: DocumentReader = {
    read: async () => ({
      kind: 'scan',
      scan: { format: 'pdf', mediaType: 'application/pdf', pages: 1 },
    }),
  };

  it('is the one that was recognized and kept, whoever recognized it', async () => {
    const { deployment } = emulated;
    const job = (await readJob(deployment, idOf('a'))) ?? jobItem();
    const before = await readJobText(deployment, job, readsScan);
    const hash = recognitionHash({ ...job, provider: 'tesseract', generation: 1 });

    await emulated.putResultsObject(textKey(hash), keptText({ recognitionHash: hash }));

    expect(before).toEqual({ problem: 'the document is a scan, and no text of it is kept' });
    expect(await readJobText(deployment, job, readsScan)).toMatchObject({
      text: { text: 'We close\nthe pier.', pages: [{ number: 1 }] },
    });
  });

  it('is not that of an archive', async () => {
    const readsArchive: DocumentReader = {
      read: async () => ({
        kind: 'archive',
        archive: { format: 'zip', mediaType: 'application/zip', members: [], warnings: [] },
      }),
    };
    const job = (await readJob(emulated.deployment, idOf('a'))) ?? jobItem();

    expect(await readJobText(emulated.deployment, job, readsArchive)).toEqual({
      problem: 'the document is an archive, whose members are jobs of their own',
    });
  });
});

describe('sluice show --reasoning', () => {
  it('prints what the model thought', async () => {
    expect(await show(idOf('a'), '--reasoning')).toEqual({ printed: ['First I look.'], notes: [] });
  });

  it('says of each of several parts which one it was thought about', async () => {
    const { printed } = await show(idOf('d'), '--reasoning');

    expect(printed).toEqual([
      '--- characters 0 to 10 ---\nFirst I look.\n',
      '--- characters 20 to 30 ---\nThen I look on.\n',
    ]);
  });

  it('says that there is none', async () => {
    const { printed, notes } = await show(idOf('c'), '--reasoning');

    expect(printed).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('no reasoning is kept')]);
  });

  it('still prints stored exchanges as they are', async () => {
    const { printed } = await show(idOf('d'), '--exchange');

    expect(printed.map((line) => JSON.parse(line).reasoning)).toEqual([
      'First I look.',
      null,
      'Then I look on.',
    ]);
  });
});
