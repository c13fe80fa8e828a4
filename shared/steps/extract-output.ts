import { jsonSchemaOf } from '../analysis/define-analysis.ts';
import type { DocumentText } from '../document/document-text.ts';
import type { Reading, Scan } from '../document/reading.ts';
import { outputTokensFor, tokensInTime } from '../extraction/answer-room.ts';
import type { Exchange } from '../extraction/exchange.ts';
import type { Question } from '../extraction/question.ts';
import { readAnswer } from '../extraction/read-answer.ts';
import { renderPrompt } from '../extraction/render-prompt.ts';
import { LeaseLost, TimeIsShort } from '../failure/job-errors.ts';
import { PipelineError } from '../failure/pipeline-error.ts';
import type { Outcome } from '../job/build-result.ts';
import type { StartedRecognition } from '../job/job.ts';
import { lineOfExchange } from '../money/ledger-line.ts';
import type { AskPorts } from './ask.ts';
import { askAnyProvider, type FallbackPorts } from './ask-any-provider.ts';
import { expandArchive, type ExpandPorts } from './expand-archive.ts';
import type { ScanJob } from './fetch-scan-text.ts';
import type { Hold, OwnedJob } from './own-job.ts';
import { noProgress, outcomeOf, type Progress } from './outcome-of.ts';
import { readDocument, type ReadPorts } from './read-document.ts';
import { collectScan, recognizeScan, type RecognizePorts } from './recognize-scan.ts';

export interface ExtractPorts
  extends AskPorts, FallbackPorts, ExpandPorts, RecognizePorts, ReadPorts {}

export interface Extraction {
  readonly job: OwnedJob;
  readonly question: Question;
  readonly hold: Hold;
}

/**
 * What came of a job and the named failure in it if there was one, or the recognition that it has
 * to wait for.
 */
export type Extracted =
  | { readonly outcome: Outcome; readonly failure: PipelineError | null }
  | { readonly started: StartedRecognition };

/**
 * Reads the document, asks the model, and makes an output of the answer; an archive becomes a job a
 * member instead, and a scan is recognized first. What was paid is in the outcome whether or not
 * there is an output.
 *
 * @throws {LeaseLost} and failures without a name
 */
export async function extractOutput(
  extraction: Extraction,
  ports: ExtractPorts,
): Promise<Extracted> {
  const progress = noProgress();
  try {
    const reading = await read(extraction, { ports, progress });
    const made = await useReading(reading, extraction, { ports, progress });
    if ('started' in made) return made;
    return { outcome: outcomeOf(progress, extraction, made), failure: null };
  } catch (error) {
    if (!(error instanceof PipelineError) || error instanceof LeaseLost) throw error;
    return { outcome: outcomeOf(progress, extraction, { failure: error }), failure: error };
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
    const text = await collectScan(recognition, scanJob(job, progress), ports);
    progress.reading = { kind: 'text', text };
  }
  progress.readMs = ports.clock.now().getTime() - startedAt;
  return progress.reading;
}

function scanJob(job: OwnedJob, progress: Progress): ScanJob {
  return {
    job,
    onRecognition: (used) => {
      progress.recognition = used;
    },
  };
}

/** What became of a reading: an output, a job for each member, or a wait. */
type Made =
  | { readonly output: unknown; readonly archive?: Outcome['archive'] }
  | { readonly started: StartedRecognition };

async function useReading(reading: Reading, extraction: Extraction, work: Work): Promise<Made> {
  if (reading.kind === 'text') return useText(reading.text, extraction, work);
  if (reading.kind === 'scan') return useScan(reading.scan, extraction, work);
  const members = await expandArchive(extraction.job, reading.archive, work.ports);
  return { output: null, archive: { members } };
}

async function useText(text: DocumentText, extraction: Extraction, work: Work): Promise<Made> {
  const exchange = await askAbout(text, extraction, work);
  return { output: await useAnswer(exchange, extraction, work) };
}

async function useScan(scan: Scan, extraction: Extraction, work: Work): Promise<Made> {
  const job = scanJob(extraction.job, work.progress);
  const recognized = await recognizeScan(scan, job, work.ports);
  if ('started' in recognized) return recognized;
  work.progress.reading = { kind: 'text', text: recognized.text };
  return useText(recognized.text, extraction, work);
}

function askAbout(
  { text }: DocumentText,
  { job, question, hold }: Extraction,
  { ports, progress }: Work,
): Promise<Exchange> {
  const { choice, analysis } = question;
  const prompt = renderPrompt(analysis, text);
  const wantedTokens = outputTokensFor(choice, prompt, analysis.maxOutputTokens);
  return askAnyProvider(
    {
      job,
      owner: job.owner,
      question,
      prompt,
      schema: jsonSchemaOf(analysis),
      ask: 1,
      wantedTokens,
      roomNow,
      latestStart: latestStart(),
      signal: hold.signal,
      onLostCall: ({ call }) => progress.lostCalls.add(call),
    },
    ports,
  );

  /** A late start in an invocation goes back for a whole one; a whole one makes do with what it has. */
  function roomNow(wanted: number): number {
    const now = ports.clock.now().getTime();
    const inTime = tokensInTime(choice, hold.deadline.getTime() - now);
    const whole = hold.deadline.getTime() - hold.invocation.startedAt.getTime();
    if (inTime < wanted && inTime < tokensInTime(choice, whole * freshShare))
      throw new TimeIsShort();
    return Math.max(1, Math.min(wanted, inTime));
  }

  /** Who would begin later does better in a new invocation, as `roomNow` says. */
  function latestStart(): Date {
    const whole = hold.deadline.getTime() - hold.invocation.startedAt.getTime();
    const neededMs = (wantedTokens / choice.slowTokensPerSecond) * 1000;
    return new Date(hold.deadline.getTime() - Math.min(neededMs, whole * freshShare));
  }
}

/** A job that has less than this share of an invocation's time would do better in a new one. */
const freshShare = 0.8;

async function useAnswer(
  exchange: Exchange,
  { question }: Extraction,
  { ports, progress }: Work,
): Promise<unknown> {
  try {
    const output = readAnswer(question.analysis, exchange);
    progress.exchanges.push({ exchange, usable: true });
    return output;
  } catch (error) {
    progress.exchanges.push({ exchange, usable: false });
    throw error;
  } finally {
    // Written again on every replay: a crash in between leaves no call out of the books.
    const usable = progress.exchanges.at(-1)?.usable === true;
    await ports.ledger.write(lineOfExchange(exchange, usable ? 'used' : 'wasted'));
  }
}
