import type { DocumentText } from '../../document/document-text.ts';
import type { Reading, Scan } from '../../document/reading.ts';
import type { AnsweredPart } from '../../extraction/answered-part.ts';
import type { Question } from '../../extraction/question.ts';
import { failureOf } from '../../failure/failure-of.ts';
import { DocumentIncomplete, JobCancelled, LeaseLost } from '../../failure/job-errors.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import type { Outcome } from '../../job/build-result.ts';
import type { StartedRecognition } from '../../job/job.ts';
import type { CallBudget } from '../paying/ask.ts';
import { answerText } from '../asking/answer-text.ts';
import { type AskingPorts, type AskingWork, Stop } from '../asking/asking-work.ts';
import { DeadEnds } from '../asking/dead-ends.ts';
import { expandArchive, type ExpandPorts } from '../uploading/expand-archive.ts';
import type { ScanJob } from '../reading/fetch-scan-text.ts';
import { type Merged, mergeParts, mergeWithoutAsking, outputsOf } from '../asking/merge-parts.ts';
import { type End, outcomeOf } from './outcome-of.ts';
import type { Hold, OwnedJob } from './own-job.ts';
import { Progress } from './progress.ts';
import { readDocument, type ReadPorts } from '../reading/read-document.ts';
import { collectScan, recognizeScan, type RecognizePorts } from '../reading/recognize-scan.ts';

export interface ExtractPorts extends AskingPorts, ExpandPorts, RecognizePorts, ReadPorts {}

export interface Extraction {
  readonly job: OwnedJob;
  readonly question: Question;
  readonly hold: Hold;
  /** What the job's calls are held to. */
  readonly budget: CallBudget;
}

/**
 * What came of a job, with the failure that stopped this attempt if one did, or the recognition that
 * it has to wait for.
 */
export type Extracted =
  | { readonly outcome: Outcome; readonly failure: PipelineError | null }
  | { readonly started: StartedRecognition };

/**
 * Reads the document, asks the model, and makes an output of the answers; an archive becomes a job a
 * member instead, and a scan is recognized first. What was paid is in the outcome whether or not
 * there is an output.
 *
 * @throws {LeaseLost} and failures without a name
 */
export async function extractOutput(
  extraction: Extraction,
  ports: ExtractPorts,
): Promise<Extracted> {
  const progress = new Progress(extraction.job.progress);
  try {
    const reading = await read(extraction, { ports, progress });
    const made = await useReading(reading, extraction, { ports, progress });
    if ('started' in made) return made;
    return { outcome: outcomeOf(progress, extraction, made), failure: null };
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null || failure instanceof LeaseLost) throw error;
    const { output } = keptOutput(progress.parts, extraction);
    return { outcome: outcomeOf(progress, extraction, { output, failure }), failure };
  }
}

interface Work {
  readonly ports: ExtractPorts;
  readonly progress: Progress;
}

async function read({ job }: Extraction, { ports, progress }: Work): Promise<Reading> {
  const startedAt = ports.clock.now().getTime();
  const { recognition } = job;
  if (recognition === null) {
    progress.reading = await readDocument(job, ports);
  } else {
    progress.reading = { kind: 'scan', scan: { ...recognition, pages: null } };
    // Until its text is there: pages that may be billed.
    progress.recognition = { isLost: true };
    const text = await collectScan(recognition, scanJob(job, progress), ports);
    progress.reading = { kind: 'text', text };
  }
  progress.readMs = ports.clock.now().getTime() - startedAt;
  return progress.reading;
}

function scanJob(job: OwnedJob, progress: Progress): ScanJob {
  return {
    job,
    onText: (text) => {
      progress.recognition = { text };
    },
  };
}

/** What became of a reading: an output, a job for each member, or a wait. */
type Made = End | { readonly started: StartedRecognition };

async function useReading(reading: Reading, extraction: Extraction, work: Work): Promise<Made> {
  if (reading.kind === 'text') return useText(reading.text, extraction, work);
  if (reading.kind === 'scan') return useScan(reading.scan, extraction, work);
  const members = await expandArchive(extraction.job, reading.archive, work.ports);
  return { output: null, failure: null, archive: { members } };
}

async function useScan(scan: Scan, extraction: Extraction, work: Work): Promise<Made> {
  // Pages are paid for from here on.
  if (extraction.hold.cancelled.aborted) throw new JobCancelled();
  const job = scanJob(extraction.job, work.progress);
  const recognized = await recognizeScan(scan, job, work.ports);
  if ('started' in recognized) return recognized;
  work.progress.reading = { kind: 'text', text: recognized.text };
  return useText(recognized.text, extraction, work);
}

async function useText(
  document: DocumentText,
  extraction: Extraction,
  { ports, progress }: Work,
): Promise<End> {
  const stop = new Stop();
  const deadEnds = new DeadEnds(extraction.job.retries);
  const work: AskingWork = { ...extraction, document, ports, progress, stop, deadEnds };
  await answerText(work);
  const [output, ...others] = outputsOf(progress.parts);
  const missing = missingIn(progress.parts, deadEnds.failure);
  if (output === undefined) return { output: null, failure: missing };
  if (others.length === 0) return { output, failure: missing };
  const merged = await mergeParts([output, ...others], work);
  return { output: merged.output, failure: missing ?? merged.failure };
}

/**
 * What is missing of a document; of one that was asked about in one part, its own failure.
 *
 * @param gaveUp why not all of it was asked about; `null` where it was
 */
function missingIn(
  parts: readonly AnsweredPart[],
  gaveUp: PipelineError | null,
): PipelineError | null {
  const failed = parts.flatMap((part) =>
    part.failure === null ? [] : [{ ...part, failure: part.failure }],
  );
  const [first] = failed;
  if (first === undefined) return null;
  if (failed.length === parts.length) return gaveUp ?? first.failure;
  const ranges = failed
    .toSorted((one, other) => one.start - other.start)
    .map(({ start, end, failure }) => `characters ${start} to ${end} (${failure.code})`);
  const why = gaveUp === null ? [] : [gaveUp.message];
  return new DocumentIncomplete([...ranges, ...why], { cause: first.failure });
}

/** What the parts gave that were answered before a failure ended the attempt. */
function keptOutput(parts: readonly AnsweredPart[], { question }: Extraction): Merged {
  const outputs = outputsOf(parts);
  if (outputs.length === 0) return { output: null, failure: null };
  return mergeWithoutAsking(question.analysis, outputs);
}
