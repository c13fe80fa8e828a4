import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { exchangesPrefix, ledgerPrefix, resultsPrefix } from '../../shared/document/result-keys.ts';
import {
  budgetRecordSchema,
  exchangeRecordSchema,
  type JobRecord,
  jobRecordSchema,
  ledgerRecordSchema,
  type Records,
  resultRecordSchema,
  type UploadRecord,
} from './book-records.ts';
import { countDeadLetters } from './count-dead-letters.ts';
import { type FaultyModelServer, isBroken } from './faulty-model-server.ts';
import type { FaultyPipeline } from './faulty-pipeline.ts';
import type { PipelineClients } from './pipeline-clients.ts';

const itemSchema = z.looseObject({ pk: z.string(), sk: z.string() });

/**
 * Everything that a run has left behind.
 *
 * @param server `null`: somebody else's, which does not say what it answered
 */
export async function readRun({
  pipeline,
  server,
  uploads,
}: {
  readonly pipeline: FaultyPipeline;
  readonly server: FaultyModelServer | null;
  readonly uploads: readonly UploadRecord[];
}): Promise<Records> {
  const calls = server?.calls ?? null;
  return {
    ...(await readRecords(pipeline.clients)),
    uploads,
    answers: calls?.filter(({ isWhole }) => isWhole === true) ?? null,
    received: pipeline.received,
    brokenCalls: calls?.filter(isBroken).length ?? null,
    leftOpen: pipeline.leftOpen,
  };
}

/** Reads what the pipeline has kept: bucket, table and the queues where nothing is to stay. */
async function readRecords(
  clients: PipelineClients,
): Promise<Pick<Records, 'jobs' | 'results' | 'exchanges' | 'ledger' | 'budgets' | 'deadLetters'>> {
  const items = await readItems(clients);
  const ofKind = (start: string): unknown[] => items.filter(({ pk }) => pk.startsWith(start));
  const [results, exchanges, ledger] = await Promise.all(
    [resultsPrefix, exchangesPrefix, ledgerPrefix].map((prefix) => readObjects(prefix, clients)),
  );
  return {
    jobs: z.array(jobRecordSchema).parse(ofKind('JOB#')),
    budgets: z.array(budgetRecordSchema).parse(ofKind('BUDGET#')),
    results: new Map(
      [...(results ?? [])].map(([key, body]) => [key, resultRecordSchema.parse(body)]),
    ),
    exchanges: z.array(exchangeRecordSchema).parse([...(exchanges?.values() ?? [])]),
    ledger: z.array(ledgerRecordSchema).parse([...(ledger?.values() ?? [])]),
    deadLetters: await countDeadLetters(clients),
  };
}

/** The jobs alone, to see how far they are. */
export async function readJobs(clients: PipelineClients): Promise<readonly JobRecord[]> {
  const items = await readItems(clients);
  return z.array(jobRecordSchema).parse(items.filter(({ sk }) => sk === 'JOB'));
}

/** Whether the release of each of these nights was begun and is finished. */
export async function areNightsFinished(
  batchIds: readonly string[],
  clients: PipelineClients,
): Promise<boolean> {
  const items = await readItems(clients);
  const finished = new Set(items.filter((item) => !('startedAt' in item)).map(({ pk }) => pk));
  return batchIds.every((batchId) => finished.has(`BATCH#${batchId}`));
}

async function readItems({
  dynamodb,
  output,
}: PipelineClients): Promise<z.output<typeof itemSchema>[]> {
  const pages = paginateScan(
    { client: dynamodb },
    { TableName: output('JobTableName'), ConsistentRead: true },
  );
  const items = await Array.fromAsync(pages, ({ Items }) => z.array(itemSchema).parse(Items ?? []));
  return items.flat();
}

async function readObjects(
  prefix: string,
  { s3, output }: PipelineClients,
): Promise<ReadonlyMap<string, unknown>> {
  const bucket = { Bucket: output('ResultsBucketName') };
  const pages = paginateListObjectsV2({ client: s3 }, { ...bucket, Prefix: prefix });
  const keys = await Array.fromAsync(pages, ({ Contents }) =>
    (Contents ?? []).flatMap(({ Key }) => Key ?? []),
  );
  const bodies = new Map<string, unknown>();
  for (const key of keys.flat()) {
    const { Body } = await s3.send(new GetObjectCommand({ ...bucket, Key: key }));
    bodies.set(key, JSON.parse((await Body?.transformToString()) ?? ''));
  }
  return bodies;
}
