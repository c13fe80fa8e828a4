import { DocumentNotFound } from '../../shared/failure/document-errors.ts';
import type { Exchange } from '../../shared/extraction/exchange.ts';
import type { KeptText } from '../../shared/document/kept-text.ts';
import type { DocumentReference } from '../../shared/job/job.ts';
import type { Lane } from '../../shared/job/lane.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { LedgerLine } from '../../shared/money/ledger-line.ts';
import { resultKey } from '../../shared/document/result-keys.ts';
import type {
  CurrentDocument,
  DocumentStore,
  StoredDocument,
} from '../../shared/ports/document-store.ts';
import type { ExchangeStore } from '../../shared/ports/exchange-store.ts';
import type { Dispatch, JobQueue } from '../../shared/ports/job-queue.ts';
import type { Ledger } from '../../shared/ports/ledger.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { ResultStore } from '../../shared/ports/result-store.ts';
import type { TextStore } from '../../shared/ports/text-store.ts';

/** Exchanges in memory. `failures` are thrown by the next puts, one each. */
export class MemoryExchangeStore implements ExchangeStore {
  readonly exchanges = new Map<string, Exchange>();
  readonly failures: Error[] = [];

  async get(requestHash: string): Promise<Exchange | undefined> {
    return this.exchanges.get(requestHash);
  }

  async put(exchange: Exchange): Promise<void> {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    this.exchanges.set(exchange.requestHash, exchange);
  }
}

/** Results in memory, by job. `failures` are thrown by the next puts, one each. */
export class MemoryResultStore implements ResultStore {
  readonly results = new Map<string, ResultEnvelope>();
  readonly failures: Error[] = [];

  async put(result: ResultEnvelope): Promise<string> {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    this.results.set(result.jobId, result);
    return resultKey({ ...result, uploadedAt: result.timings.uploadedAt });
  }

  async get(key: string): Promise<ResultEnvelope | undefined> {
    return [...this.results.values()].find(({ jobId }) => key.endsWith(`/${jobId}.json`));
  }
}

/** The ledger in memory, by request and call. */
export class MemoryLedger implements Ledger {
  readonly lines = new Map<string, LedgerLine>();
  /** Thrown by the next writes, one each, when the line is there: their replies got lost. */
  readonly lostReplies: Error[] = [];

  async write(line: LedgerLine): Promise<void> {
    this.lines.set(`${line.requestHash}-${line.call}`, line);
    const lost = this.lostReplies.shift();
    if (lost !== undefined) throw lost;
  }
}

/** Texts of scans in memory. `failures` are thrown by the next puts, one each. */
export class MemoryTextStore implements TextStore {
  readonly texts = new Map<string, KeptText>();
  readonly failures: Error[] = [];

  async get(recognitionHash: string): Promise<KeptText | undefined> {
    return this.texts.get(recognitionHash);
  }

  async put(text: KeptText): Promise<void> {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    this.texts.set(text.recognitionHash, text);
  }
}

/** Remembers what was sent. */
export class MemoryJobQueue implements JobQueue {
  readonly sent: Dispatch[] = [];
  readonly nonEmpty = new Set<Lane>();

  async send(dispatch: Dispatch): Promise<void> {
    this.sent.push(dispatch);
  }

  async isEmpty(lane: Lane): Promise<boolean> {
    return !this.nonEmpty.has(lane);
  }
}

/** Documents by key; one that is not there was deleted. */
export class MemoryDocumentStore implements DocumentStore {
  readonly documents: Map<string, Uint8Array>;

  constructor(documents: Readonly<Record<string, string>>) {
    const encoder = new TextEncoder();
    this.documents = new Map(
      Object.entries(documents).map(([key, text]) => [key, encoder.encode(text)]),
    );
  }

  async read({ key }: DocumentReference): Promise<StoredDocument> {
    const bytes = this.documents.get(key);
    if (bytes === undefined) throw new DocumentNotFound();
    return { bytes, password: null };
  }

  async findCurrent(bucket: string, key: string): Promise<CurrentDocument> {
    const sizeBytes = this.documents.get(key)?.length;
    if (sizeBytes === undefined) throw new DocumentNotFound();
    const version = { version: `v1 of ${key}`, versionKind: 'versionId' } as const;
    return { bucket, key, ...version, member: [], fanOut: 1, sizeBytes };
  }
}

/** Says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
