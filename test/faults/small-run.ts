import { PutObjectCommand } from '@aws-sdk/client-s3';
import { zipSync } from 'fflate';
import { eventually } from '../local/eventually.ts';
import type { UploadRecord } from './book-records.ts';
import { checkUploads, checkWaiting } from './check-jobs.ts';
import type { FaultyModelServer } from './faulty-model-server.ts';
import type { PipelineClients } from './pipeline-clients.ts';
import { readJobs } from './read-records.ts';

/** For things to happen on a busy machine, leases to end among them. */
const patienceMs = 400_000;

/** Between two looks at all jobs, which take some of the machine's time. */
const pauseMs = 300;

/** The environment of a pipeline that asks a model server of this machine. */
export function settingsFor({ baseUrl }: FaultyModelServer): Record<string, string> {
  return { SLUICE_PROVIDER: 'deepseek', OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: 'test' };
}

/** Where a document lies, to be digested. */
export function keyOf(name: string): string {
  return `inbox/document-digest/${name}.md`;
}

/** Where a document lies, to be digested in the night. */
export function nightKeyOf(name: string): string {
  return `nightly/document-digest/${name}.md`;
}

/** Where an archive lies whose members are to be digested. */
export function archiveKeyOf(name: string): string {
  return `inbox/document-digest/${name}.zip`;
}

/** Uploads a document under its name, to be digested. */
export async function uploadDocument(
  { name, text }: { readonly name: string; readonly text: string },
  clients: PipelineClients,
): Promise<UploadRecord> {
  return upload({ key: keyOf(name), body: text, members: [] }, clients);
}

/** Uploads an archive under its name, with texts by their paths. */
export async function uploadArchive(
  { name, texts }: { readonly name: string; readonly texts: Readonly<Record<string, string>> },
  clients: PipelineClients,
): Promise<UploadRecord> {
  const files = Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  const body = zipSync(Object.fromEntries(files));
  return upload({ key: archiveKeyOf(name), body, members: Object.keys(texts) }, clients);
}

/** Uploads a document under its name, to be digested in the night. */
export async function uploadForNight(
  { name, text }: { readonly name: string; readonly text: string },
  clients: PipelineClients,
): Promise<UploadRecord> {
  return upload({ key: nightKeyOf(name), body: text, members: [] }, clients);
}

async function upload(
  { key, body, members }: Pick<UploadRecord, 'key' | 'members'> & { body: string | Uint8Array },
  { s3, output }: PipelineClients,
): Promise<UploadRecord> {
  const put = { Bucket: output('DocumentsBucketName'), Key: key, Body: body };
  const { ETag = '' } = await s3.send(new PutObjectCommand(put));
  return { key, version: ETag.replaceAll('"', ''), members };
}

/**
 * Waits until there is a job of a document.
 *
 * @param status it has to have; `null`: any
 */
export async function waitForJob(
  { key, status }: { readonly key: string; readonly status: string | null },
  clients: PipelineClients,
): Promise<void> {
  await waitUntil(async () => {
    const jobs = await readJobs(clients);
    const job = jobs.find(({ document }) => document.key === key);
    return job !== undefined && (status === null || job.status === status);
  });
}

/** Waits until every upload is a job that has ended. */
export async function waitUntilEnded(
  uploads: readonly UploadRecord[],
  clients: PipelineClients,
): Promise<void> {
  await waitUntil(async () => {
    const jobs = await readJobs(clients);
    return [...checkUploads({ uploads, jobs }), ...checkWaiting({ jobs })].length === 0;
  });
}

/** Waits until something is so. */
export async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  await eventually(async () => ((await isSo()) ? true : undefined), patienceMs, pauseMs);
}
