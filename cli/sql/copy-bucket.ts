import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { ledgerPrefix, resultsPrefix } from '../../shared/document/result-keys.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { readResultsObject } from '../jobs/read-result.ts';

/** Which version of each object the copy has: key to ETag. */
const copiedSchema = z.record(z.string(), z.string());

const concurrentReads = 16;

/**
 * Brings a folder up to date with the results and the ledger of a deployment: only what is new or
 * has changed is read, and what was deleted goes.
 */
export async function copyBucket(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  folder: string,
): Promise<void> {
  const record = join(folder, `${deployment.resultsBucket}.copied`);
  const copied = await readCopied(record);
  const present = await listObjects(deployment);

  const deleted = [...copied.keys()].filter((key) => !present.has(key));
  await inParallel(deleted, concurrentReads, async (key) => rm(join(folder, key), { force: true }));
  const changed = [...present].filter(([key, etag]) => copied.get(key) !== etag);
  await inParallel(changed, concurrentReads, async ([key]) => copyObject(deployment, key, folder));

  await makeReadable(folder);
  await writeWhole(record, JSON.stringify(Object.fromEntries(present)));
}

async function readCopied(record: string): Promise<Map<string, string>> {
  const found = await readFile(record, 'utf8').catch(() => '{}');
  return new Map(Object.entries(copiedSchema.parse(JSON.parse(found))));
}

async function listObjects(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
): Promise<Map<string, string>> {
  const present = new Map<string, string>();
  for (const Prefix of [resultsPrefix, ledgerPrefix]) {
    const pages = paginateListObjectsV2(
      { client: deployment.s3 },
      { Bucket: deployment.resultsBucket, Prefix },
    );
    for await (const { Contents = [] } of pages) {
      for (const { Key, ETag = '' } of Contents) if (Key !== undefined) present.set(Key, ETag);
    }
  }
  return present;
}

async function copyObject(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  key: string,
  folder: string,
): Promise<void> {
  const body = await readResultsObject(deployment, key);
  if (body === undefined) return;
  const path = join(folder, key);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, body);
}

/** Two empty files, so that a pattern always finds something to read. */
async function makeReadable(folder: string): Promise<void> {
  for (const prefix of [resultsPrefix, ledgerPrefix]) {
    await mkdir(join(folder, prefix), { recursive: true });
    await writeFile(join(folder, prefix, 'empty.json'), '');
  }
}

/** Under another name first: nobody ever reads half a file. */
async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, content);
  await rename(unfinished, path);
}
