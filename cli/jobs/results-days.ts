import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import {
  analysisPrefix,
  parseAnalysisPrefix,
  parseResultKey,
  parseResultsDayPrefix,
  type ResultsDay,
  resultsDayPrefix,
  resultsPrefix,
} from '../../shared/document/result-keys.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { Deployment } from '../deployment/deployment.ts';

type Results = Pick<Deployment, 's3' | 'resultsBucket'>;

const concurrentLists = 16;

/** Every analysis that has results, be it one that is asked no more. */
export async function analysesWithResults(results: Results): Promise<string[]> {
  const folders = await foldersIn(results, resultsPrefix);
  return folders.flatMap((folder) => parseAnalysisPrefix(folder) ?? []);
}

/** The days of which there are results of some analyses. */
export async function daysWithResults(
  results: Results,
  analyses: readonly string[],
): Promise<ResultsDay[]> {
  const folders = await inParallel(analyses, concurrentLists, async (analysis) =>
    foldersIn(results, analysisPrefix(analysis)),
  );
  return folders.flat().flatMap((folder) => parseResultsDayPrefix(folder) ?? []);
}

/** Ids of the jobs that have a result of a day; only those that begin with `idPrefix`. */
export async function jobsWithResults(
  { s3, resultsBucket }: Results,
  day: ResultsDay,
  idPrefix = '',
): Promise<string[]> {
  const Prefix = `${resultsDayPrefix(day)}${idPrefix}`;
  const ids: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: resultsBucket, Prefix },
  ))
    ids.push(...Contents.flatMap(({ Key = '' }) => parseResultKey(Key) ?? []));
  return ids;
}

async function foldersIn({ s3, resultsBucket }: Results, Prefix: string): Promise<string[]> {
  const folders: string[] = [];
  for await (const { CommonPrefixes = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: resultsBucket, Prefix, Delimiter: '/' },
  ))
    folders.push(...CommonPrefixes.flatMap((common) => common.Prefix ?? []));
  return folders;
}
