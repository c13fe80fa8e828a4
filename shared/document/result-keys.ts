/**
 * Every key of the results bucket is built and parsed here.
 *
 * A date in a key is UTC, `YYYY-MM-DD`: the upload's for results, the call's start for the ledger.
 */

/** Folder of all results of all analyses. */
export const resultsPrefix = 'results/';
/** Folder of all exchanges. */
export const exchangesPrefix = 'exchanges/';
/** Folder of all ledger lines. */
export const ledgerPrefix = 'ledger/';

/** Folder of all texts that were recognized in scans. */
export const textsPrefix = 'texts/';

/** The UTC date of an ISO time: `2026-05-01T10:00:00.000Z` is of `2026-05-01`. */
export function dateOf(isoTime: string): string {
  return isoTime.slice(0, 10);
}

/** An analysis and a UTC date: the results of the documents that were uploaded then lie together. */
export interface ResultsDay {
  readonly analysis: string;
  readonly date: string;
}

/** Folder of all results of an analysis. */
export function analysisPrefix(analysis: string): string {
  return `${resultsPrefix}analysis=${analysis}/`;
}

/** Folder of a day's results. */
export function resultsDayPrefix({ analysis, date }: ResultsDay): string {
  return `${analysisPrefix(analysis)}date=${date}/`;
}

/** The analysis of a folder that {@link analysisPrefix} names; none of any other. */
export function parseAnalysisPrefix(prefix: string): string | undefined {
  return /^results\/analysis=([^/]+)\/$/.exec(prefix)?.[1];
}

/** The day of a folder that {@link resultsDayPrefix} names; none of any other. */
export function parseResultsDayPrefix(prefix: string): ResultsDay | undefined {
  const [, analysis, date] = /^results\/analysis=([^/]+)\/date=([^/]+)\/$/.exec(prefix) ?? [];
  return analysis === undefined || date === undefined ? undefined : { analysis, date };
}

/** Where the result of a job lies. */
export function resultKey(job: {
  readonly analysis: string;
  readonly uploadedAt: string;
  readonly jobId: string;
}): string {
  const { analysis, uploadedAt, jobId } = job;
  return `${resultsDayPrefix({ analysis, date: dateOf(uploadedAt) })}${jobId}.json`;
}

/** The id of the job whose result lies there; none where it is no result. */
export function parseResultKey(key: string): string | undefined {
  return /^results\/.*\/([0-9a-f]{32})\.json$/.exec(key)?.[1];
}

/** Where an exchange lies; the folder spreads the keys. */
export function exchangeKey(requestHash: string): string {
  return `${exchangesPrefix}${requestHash.slice(0, 2)}/${requestHash}.json`;
}

/** Where the text lies that was recognized in a scan. */
export function textKey(recognitionHash: string): string {
  return `${textsPrefix}${recognitionHash.slice(0, 2)}/${recognitionHash}.json`;
}

/** Folder of the ledger lines of calls that started on a UTC date. */
export function ledgerDatePrefix(date: string): string {
  return `${ledgerPrefix}date=${date}/`;
}

/** Where the line of one call lies. `call` counts the calls for one request from 1. */
export function ledgerKey(line: {
  readonly startedAt: string;
  readonly requestHash: string;
  readonly call: number;
}): string {
  return `${ledgerDatePrefix(dateOf(line.startedAt))}${line.requestHash}-${line.call}.json`;
}
