import type { ResultEnvelope } from '../job/result-envelope.ts';

/** The results, one object a job. */
export interface ResultStore {
  /** @returns the key under which the result lies */
  put(result: ResultEnvelope): Promise<string>;

  /** The result under a key, if there is one. */
  get(key: string): Promise<ResultEnvelope | undefined>;
}
