import type { DocumentText } from '../../document/document-text.ts';
import type { KeptText } from '../../document/kept-text.ts';
import { recognitionHash } from '../../document/recognition-hash.ts';
import { textOfScan } from '../../document/text-of-scan.ts';
import type { Call } from '../../extraction/claim.ts';
import { EmptyDocument } from '../../failure/document-errors.ts';
import { ExchangeBusy } from '../../failure/job-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import type { StartedRecognition } from '../../job/job.ts';
import { leaseMs, later } from '../../job/lease.ts';
import { lineOfLostRecognition, lineOfRecognition } from '../../money/ledger-line.ts';
import { costOfPages } from '../../money/page-prices.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExchangeClaims } from '../../ports/exchange-claims.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { TextRecognition } from '../../ports/text-recognition.ts';
import type { TextStore } from '../../ports/text-store.ts';
import type { OwnedJob } from '../running/own-job.ts';
import { whileBeating } from '../running/while-beating.ts';

export interface FetchScanPorts {
  readonly texts: TextStore;
  readonly claims: ExchangeClaims;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/** A job with a scan. */
export interface ScanJob {
  readonly job: OwnedJob;
  /** Told of the text, which says what it cost. */
  readonly onText: (text: KeptText) => void;
}

interface Fetching extends FetchScanPorts {
  readonly recognition: TextRecognition;
}

/**
 * Brings the text of a recognition that has ended, and keeps it. Where several jobs wait for the
 * same scan, the first one to claim it pays.
 *
 * @throws {ExchangeBusy} while another worker fetches the same text
 * @throws {EmptyDocument} where there is no text in the pictures
 * @throws {RecognitionFailed | RecognitionTimeout | RecognitionUnavailable}
 */
export async function fetchScanText(
  started: StartedRecognition,
  scan: ScanJob,
  ports: Fetching,
): Promise<DocumentText> {
  const { clock, claims, texts, recognition } = ports;
  const { provider, model } = recognition;
  const { jobId, analysis } = scan.job;
  const hash = recognitionHash({ ...scan.job, provider });
  const kept = await texts.get(hash);
  if (kept !== undefined) return useText(kept, scan, ports);

  const { startedAt } = started;
  const call = { jobId, analysis, provider, model, startedAt };
  const until = later(clock.now(), leaseMs);
  const claimed = await claims.take({ requestHash: hash, owner: scan.job.owner, until, call });
  if (!claimed.taken) throw new ExchangeBusy(claimed.until);

  const { claim } = claimed;
  try {
    const text = await whileBeating({ ...ports, beat: () => claims.renew(claim) }, () =>
      fetchOnce({ hash, started, call: { ...call, call: 1 } }, ports),
    );
    return await useText(text, scan, ports);
  } finally {
    await claims.settle(claim, 'known');
  }
}

interface Wanted {
  readonly hash: string;
  readonly started: StartedRecognition;
  /** Always the first one: a recognition is started once, however often its text is fetched. */
  readonly call: Call;
}

async function fetchOnce(wanted: Wanted, ports: Fetching): Promise<KeptText> {
  const { hash, call } = wanted;
  // The last holder of the claim may have kept the text between our look and our claim.
  const kept = await ports.texts.get(hash);
  if (kept !== undefined) return kept;
  try {
    const text = await keepText(wanted, ports);
    await ports.texts.put(text);
    return text;
  } catch (error) {
    // Another attempt that brings the text writes its own line in the place of this one.
    if (error instanceof PipelineError) {
      await ports.ledger.write(lineOfLostRecognition(hash, call));
    }
    throw error;
  }
}

async function keepText(
  { hash, started, call }: Wanted,
  { recognition, clock }: Fetching,
): Promise<KeptText> {
  const { pages, warnings, modelVersion } = await recognition.fetch(started.recognitionId);
  const { provider } = recognition;
  const startedAt = new Date(started.startedAt);
  return {
    schemaVersion: 1,
    recognitionHash: hash,
    format: started.format,
    mediaType: started.mediaType,
    pages: pages.map(({ number, lines }) => ({ number, lines: [...lines] })),
    warnings: [...warnings],
    modelVersion,
    paidBy: call,
    completedAt: clock.now().toISOString(),
    cost: costOfPages({ provider, pages: pages.length, startedAt }),
  };
}

/** Books a kept text, again at every use so that a crash leaves none out, and makes one of its pages. */
export async function useText(
  kept: KeptText,
  { onText }: Pick<ScanJob, 'onText'>,
  { ledger }: Pick<FetchScanPorts, 'ledger'>,
): Promise<DocumentText> {
  await ledger.write(lineOfRecognition(kept));
  onText(kept);
  if (kept.pages.every(({ lines }) => lines.every((line) => line.trim() === ''))) {
    throw new EmptyDocument();
  }
  return textOfScan(kept);
}
