import type { DocumentText } from '../document/document-text.ts';
import { outputTokensFor, tokensInTime } from '../extraction/answer-room.ts';
import { type AskedPart, coverageOf } from '../extraction/coverage.ts';
import type { Exchange } from '../extraction/exchange.ts';
import type { Question } from '../extraction/question.ts';
import { readAnswer } from '../extraction/read-answer.ts';
import { renderPrompt } from '../extraction/render-prompt.ts';
import { describeFailure } from '../failure/describe-failure.ts';
import { LeaseLost, TimeIsShort } from '../failure/job-errors.ts';
import { PipelineError } from '../failure/pipeline-error.ts';
import type { Outcome } from '../job/build-result.ts';
import { accountOf, knownPart, type UsedExchange } from '../money/account.ts';
import { lineOfExchange } from '../money/ledger-line.ts';
import type { DocumentReader } from '../ports/document-reader.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { askModel, type AskPorts } from './ask-model.ts';
import type { Hold, OwnedJob } from './own-job.ts';

export interface ExtractPorts extends AskPorts {
  readonly documents: DocumentStore;
  readonly reader: DocumentReader;
}

export interface Extraction {
  readonly job: OwnedJob;
  readonly question: Question;
  readonly hold: Hold;
}

/** What came of a job, and the named failure in it if there was one. */
export interface Extracted {
  readonly outcome: Outcome;
  readonly failure: PipelineError | null;
}

/** What is known so far: a failure at any point still tells all of it. */
interface Progress {
  text: DocumentText | null;
  readMs: number | null;
  readonly exchanges: UsedExchange[];
  readonly lostCalls: Set<number>;
}

/**
 * Reads the document, asks the model, and makes an output of the answer. What was paid is in the
 * outcome whether or not there is an output.
 *
 * @throws {LeaseLost} and failures without a name
 */
export async function extractOutput(
  extraction: Extraction,
  ports: ExtractPorts,
): Promise<Extracted> {
  const progress: Progress = { text: null, readMs: null, exchanges: [], lostCalls: new Set() };
  try {
    const text = await readDocument(extraction, { ports, progress });
    const exchange = await askAbout(text, extraction, { ports, progress });
    const output = await useAnswer(exchange, extraction, { ports, progress });
    return { outcome: outcomeOf(extraction, progress, { output }), failure: null };
  } catch (error) {
    if (!(error instanceof PipelineError) || error instanceof LeaseLost) throw error;
    return { outcome: outcomeOf(extraction, progress, { failure: error }), failure: error };
  }
}

interface Work {
  readonly ports: ExtractPorts;
  readonly progress: Progress;
}

async function readDocument({ job }: Extraction, { ports, progress }: Work): Promise<DocumentText> {
  const startedAt = ports.clock.now().getTime();
  const bytes = await ports.documents.read(job.document);
  progress.text = await ports.reader.read(bytes);
  progress.readMs = ports.clock.now().getTime() - startedAt;
  return progress.text;
}

function askAbout(
  { text }: DocumentText,
  { job, question, hold }: Extraction,
  { ports, progress }: Work,
): Promise<Exchange> {
  const { choice, analysis } = question;
  const prompt = renderPrompt(analysis, text);
  const wantedTokens = outputTokensFor(choice, prompt, analysis.maxOutputTokens);
  return askModel(
    {
      job,
      owner: job.owner,
      question,
      prompt,
      ask: 1,
      wantedTokens,
      roomNow,
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

function outcomeOf(
  { job, question }: Extraction,
  { text, readMs, exchanges, lostCalls }: Progress,
  end: { readonly output: unknown } | { readonly failure: PipelineError },
): Outcome {
  const account = accountOf({ jobId: job.jobId, exchanges, lostCalls: lostCalls.size });
  const failed = 'failure' in end;
  const used = exchanges.at(-1)?.exchange ?? null;
  const part: AskedPart = {
    start: 0,
    end: text?.text.length ?? 0,
    exchange: used?.requestHash ?? null,
    finishReason: used?.finishReason ?? null,
    usable: !failed,
  };
  return {
    status: failed ? 'FAILED' : 'SUCCEEDED',
    output: failed ? null : end.output,
    text,
    coverage: text === null ? null : coverageOf(text.text.length, [part]),
    choice: question.choice,
    exchange: used,
    ...account,
    warnings: lostCalls.size === 0 ? [] : [lostCallsWarning(lostCalls.size, exchanges, job.jobId)],
    error: failed ? describeFailure(end.failure) : null,
    readMs,
    modelMs: used === null ? null : ownLatency(exchanges, job.jobId),
  };
}

function ownLatency(exchanges: readonly UsedExchange[], jobId: string): number {
  return exchanges
    .filter(({ exchange }) => exchange.paidBy.jobId === jobId)
    .reduce((sum, { exchange }) => sum + exchange.latencyMs, 0);
}

function lostCallsWarning(
  calls: number,
  exchanges: readonly UsedExchange[],
  jobId: string,
): string {
  const known = knownPart(exchanges, jobId);
  const rest = known === null ? '' : `; the known part is ${known.amount} ${known.currency}`;
  return `${calls} of the job's calls ended without an answer and may have been billed${rest}`;
}
