import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gaveUpNote } from '../../cli/output/gave-up-note.ts';
import { interruptedNote } from '../../cli/output/interrupted-note.ts';
import { analyseFiles } from '../../cli/run/analyse-files.ts';
import type { JobItem } from '../../cli/jobs/job-item.ts';
import { showAnalysed } from '../../cli/run/show-analysed.ts';
import { resultKey } from '../../shared/document/result-keys.ts';
import { eventually } from '../local/eventually.ts';
import { jobItem, resultEnvelope } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

let emulated: EmulatedDeployment;
let folder: string;

beforeAll(async () => {
  emulated = await EmulatedDeployment.start();
  folder = join(emulated.directory, 'files');
  await mkdir(folder);
});

afterAll(async () => emulated.stop());

interface Done {
  /** Of the object that was uploaded. */
  readonly name: string;
  readonly content: string;
  readonly jobId: string;
  /** Path inside the archive. */
  readonly member?: string;
  readonly members?: readonly { path: string; jobId: string }[];
}

/** A document as it was uploaded. */
function documentOf({ name, content, member }: Done): JobItem['document'] {
  return {
    ...jobItem().document,
    key: `inbox/meeting-minutes/${name}`,
    version: createHash('md5').update(content).digest('hex'),
    versionKind: 'eTag',
    member: member === undefined ? [] : [member],
  };
}

/** A job that waits, or whose place another has taken. */
async function putReplaced(done: Done & { readonly replacedBy: string | null }): Promise<void> {
  const { jobId, replacedBy } = done;
  const error = { code: 'REVISION_REPLACED', message: 'replaced', retryable: false };
  const replaced = replacedBy === null ? {} : ({ status: 'CANCELLED', error, replacedBy } as const);
  await emulated.putJob(jobItem({ jobId, document: documentOf(done), ...replaced }));
}

/** A job that ended before anybody asks for it, and its result. */
async function putDone(done: Done): Promise<void> {
  const { jobId, member, members } = done;
  const document = documentOf(done);
  const { key, version } = document;
  const job = jobItem({ jobId, status: 'SUCCEEDED', completedAt: '2026-05-01T10:00:01.250Z' });
  await emulated.putJob({ ...job, document });
  const base = resultEnvelope({ jobId });
  await emulated.putResultsObject(
    resultKey(job),
    resultEnvelope({
      jobId,
      document: { ...base.document, key, version, member: member ?? null },
      archive: members === undefined ? null : { members: [...members] },
    }),
  );
}

async function writeDocument(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const request = { analysis: 'meeting-minutes', lane: 'now', timeoutSeconds: 60 } as const;

describe('files on their way through a pipeline', () => {
  it('are followed into an archive, to the results of its members', async () => {
    const content = 'PK: two calls';
    const zip = { name: 'calls.zip', content };
    const members = [
      { path: 'monday.txt', jobId: 'a'.repeat(32) },
      { path: 'week/friday.txt', jobId: 'b'.repeat(32) },
    ];
    await putDone({ ...zip, jobId: 'c'.repeat(32), members });
    for (const { path, jobId } of members) await putDone({ ...zip, jobId, member: path });
    const files = [await writeDocument('calls.zip', content)];
    const terminal = new RecordingTerminal();

    const analysed = await analyseFiles(emulated.deployment, { ...request, files }, terminal);

    expect(analysed.map(({ path, envelope }) => [path, envelope.jobId])).toEqual([
      ['calls.zip', 'c'.repeat(32)],
      ['calls.zip/monday.txt', 'a'.repeat(32)],
      ['calls.zip/week/friday.txt', 'b'.repeat(32)],
    ]);
    expect(terminal.notes).toContain('calls.zip: already done, SUCCEEDED');
  });

  it('are followed to the job that takes the place of theirs, in an archive too', async () => {
    const content = 'PK: one call';
    const [old, present] = ['1'.repeat(32), '2'.repeat(32)];
    const [oldMember, presentMember] = ['3'.repeat(32), '4'.repeat(32)];
    const zip = { name: 'moved.zip', content };
    await putReplaced({
      ...zip,
      jobId: oldMember,
      member: 'monday.txt',
      replacedBy: presentMember,
    });
    await putDone({ ...zip, jobId: presentMember, member: 'monday.txt' });
    await putReplaced({ ...zip, jobId: old, replacedBy: null });
    const files = [await writeDocument(zip.name, content)];
    const terminal = new RecordingTerminal();

    const analysing = analyseFiles(emulated.deployment, { ...request, files }, terminal);
    await eventually(async () => terminal.notes.find((note) => note.includes('QUEUED')));
    const members = [{ path: 'monday.txt', jobId: oldMember }];
    await putDone({ ...zip, jobId: present, members });
    await putReplaced({ ...zip, jobId: old, replacedBy: present });
    const analysed = await analysing;

    expect(analysed.map(({ envelope: { jobId, status } }) => [jobId, status])).toEqual([
      [present, 'SUCCEEDED'],
      [presentMember, 'SUCCEEDED'],
    ]);
  });

  it('are told why they are tried again, once a cause', async () => {
    const message = 'no connection to the provider (ENOTFOUND); check OPENAI_BASE_URL';
    const error = { code: 'MODEL_UNAVAILABLE', message, retryable: true };
    const documents = ['early.txt', 'later.txt'];
    const files = await Promise.all(documents.map(async (name) => writeDocument(name, name)));
    for (const [index, name] of documents.entries()) {
      const jobId = `${index}a`.repeat(16);
      const document = documentOf({ name, content: name, jobId });
      await emulated.putJob({
        ...jobItem({ jobId, attempt: 2, error }),
        status: 'QUEUED',
        document,
      });
    }
    const terminal = new RecordingTerminal();

    await analyseFiles(emulated.deployment, { ...request, files, timeoutSeconds: 1 }, terminal);

    const notes = terminal.notes.slice(0, -1);
    expect(notes.toSorted()).toEqual([
      `MODEL_UNAVAILABLE: ${message}`,
      'early.txt: QUEUED (again after MODEL_UNAVAILABLE)',
      'later.txt: QUEUED (again after MODEL_UNAVAILABLE)',
    ]);
    expect(notes[1]).toBe(`MODEL_UNAVAILABLE: ${message}`);
  });

  it('are told with their analysis where several run', async () => {
    await putDone({ name: 'told.txt', content: 'told', jobId: 'e'.repeat(32) });
    const files = [await writeDocument('told.txt', 'told')];
    const terminal = new RecordingTerminal();

    await analyseFiles(emulated.deployment, { ...request, files, namesAnalysis: true }, terminal);

    expect(terminal.notes).toEqual(['meeting-minutes/told.txt: already done, SUCCEEDED']);
  });

  it('have one row in the table and an envelope for each argument, when named twice', async () => {
    await putDone({ name: 'board.txt', content: 'board', jobId: 'd'.repeat(32) });
    const file = await writeDocument('board.txt', 'board');
    const files = [file, `${folder}/../files/board.txt`];
    const terminal = new RecordingTerminal();

    const analysed = await analyseFiles(emulated.deployment, { ...request, files }, terminal);
    showAnalysed(analysed, false, terminal);
    const [table = ''] = terminal.printed.splice(0);
    showAnalysed(analysed, true, terminal);

    expect(table.match(/board\.txt/g)).toHaveLength(1);
    expect(terminal.printed).toHaveLength(2);
  });

  it('are given up when the time is up, and that is said', async () => {
    const files = [await writeDocument('late.txt', 'late')];
    const terminal = new RecordingTerminal();

    const [late] = await analyseFiles(
      emulated.deployment,
      { ...request, files, timeoutSeconds: 0 },
      terminal,
    );

    expect(late?.envelope.status).toBe('QUEUED');
    expect(terminal.notes.at(-1)).toMatch(
      /^gave up waiting for 1 document after 0 s; the jobs go on in /,
    );
  });
});

describe('giving up waiting', () => {
  it.each([
    ['stack', undefined, 'the jobs go on in the stack, and `sluice ls --stack Docs` lists them'],
    ['attached', 'state', 'the jobs go on in state, and `sluice ls --data state` lists them'],
    [
      'embedded',
      'my state',
      /kept in my state: .* `sluice dev --data 'my state'`, .*may be billed/,
    ],
    ['temporary', '/tmp/x', /the jobs end with this command, .* may be billed; --data DIR keeps/],
  ] as const)('says of a %s pipeline what becomes of the jobs', (kind, dataDirectory, outlook) => {
    const stack = kind === 'stack' ? { stackName: 'Docs' } : {};
    const deployment = { kind, dataDirectory, ...stack };

    const note = gaveUpNote(deployment, { open: 2, timeoutSeconds: 5 });

    expect(note).toContain('gave up waiting for 2 documents after 5 s');
    expect(note).toMatch(outlook);
    expect(interruptedNote(deployment)).toMatch(outlook);
  });

  it('does not send anybody to a temporary pipeline, which is not there any more', () => {
    const note = gaveUpNote(
      { kind: 'temporary', dataDirectory: '/tmp/x' },
      { open: 1, timeoutSeconds: 5 },
    );

    expect(note).not.toContain('/tmp/x');
    expect(note).not.toContain('`sluice');
  });
});
