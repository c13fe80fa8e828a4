import type { DocumentText } from '../../document/document-text.ts';
import type { Scan } from '../../document/reading.ts';
import { recognitionHash } from '../../document/recognition-hash.ts';
import { NoTextLayer } from '../../failure/document-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import type { StartedRecognition } from '../../job/job.ts';
import { lineOfLostRecognition, unbilled } from '../../money/ledger-line.ts';
import type { TextRecognition } from '../../ports/text-recognition.ts';
import { fetchScanText, type FetchScanPorts, type ScanJob, useText } from './fetch-scan-text.ts';

export interface RecognizePorts extends FetchScanPorts {
  /** `null` where text recognition is off. */
  readonly recognition: TextRecognition | null;
}

/** The text of a scan, or the recognition that the job has to wait for. */
export type Recognized = { readonly text: DocumentText } | { readonly started: StartedRecognition };

/**
 * Brings the text of a scan where it is kept already, whoever paid for it; else starts its
 * recognition. A crash before the job says so starts the same one again, which is not paid twice.
 *
 * @throws {NoTextLayer} where recognition is off, or cannot have this scan
 * @throws {RecognitionFailed | RecognitionUnavailable} where it could not be started
 */
export async function recognizeScan(
  scan: Scan,
  { job, onText }: ScanJob,
  { recognition, ...ports }: RecognizePorts,
): Promise<Recognized> {
  const found = `${scan.format} (${scan.mediaType})`;
  if (recognition === null) throw new NoTextLayer(found);
  if (job.document.member.length > 0) {
    throw new NoTextLayer(found, 'only scans that are uploaded by themselves can be recognized');
  }
  if (!recognition.mediaTypes.includes(scan.mediaType)) {
    const taken = recognition.mediaTypes.join(', ');
    throw new NoTextLayer(found, `text can be recognized in ${taken} only`);
  }
  const hash = recognitionHash({ ...job, provider: recognition.provider });
  const kept = await ports.texts.get(hash);
  if (kept !== undefined) return { text: await useText(kept, { onText }, ports) };

  const startedAt = ports.clock.now().toISOString();
  const { jobId, analysis } = job;
  const { provider, model } = recognition;
  // Whatever dies from here on, the pages that may be billed are in the books.
  const line = lineOfLostRecognition(hash, {
    jobId,
    analysis,
    provider,
    model,
    startedAt,
    call: 1,
  });
  await ports.ledger.write(line);
  const recognitionId = await recognition
    .start(job.document, hash)
    .catch(async (error: unknown) => {
      if (error instanceof PipelineError && !error.retryable)
        await ports.ledger.write(unbilled(line));
      throw error;
    });
  ports.log.info('recognition started', { jobId: job.jobId, pages: scan.pages });
  const { format, mediaType } = scan;
  return { started: { recognitionId, startedAt, format, mediaType } };
}

/**
 * Brings the text of the recognition that the job has waited for.
 *
 * @throws {NoTextLayer} where recognition was turned off in the meantime
 * @throws {PipelineError} see {@link fetchScanText}
 */
export async function collectScan(
  started: StartedRecognition,
  scan: ScanJob,
  { recognition, ...ports }: RecognizePorts,
): Promise<DocumentText> {
  if (recognition === null) throw new NoTextLayer(`${started.format} (${started.mediaType})`);
  return fetchScanText(started, scan, { ...ports, recognition });
}
