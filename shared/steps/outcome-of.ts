import type { DocumentText } from '../document/document-text.ts';
import type { Reading } from '../document/reading.ts';
import { type AskedPart, type Coverage, coverageOf } from '../extraction/coverage.ts';
import type { Exchange } from '../extraction/exchange.ts';
import type { Question } from '../extraction/question.ts';
import { describeFailure } from '../failure/describe-failure.ts';
import type { PipelineError } from '../failure/pipeline-error.ts';
import { describeReading, type Outcome } from '../job/build-result.ts';
import type { Job } from '../job/job.ts';
import { accountOf, knownPart, type UsedExchange, type UsedRecognition } from '../money/account.ts';

/** What is known of a job so far: a failure at any point still tells all of it. */
export interface Progress {
  reading: Reading | null;
  readMs: number | null;
  readonly exchanges: UsedExchange[];
  readonly lostCalls: Set<number>;
  recognition: UsedRecognition | null;
}

/** What is known at the start. */
export function noProgress(): Progress {
  return { reading: null, readMs: null, exchanges: [], lostCalls: new Set(), recognition: null };
}

type Paid = Parameters<typeof accountOf>[0];

/** What became of a job, with everything that it paid whether or not there is an output. */
export function outcomeOf(
  progress: Progress,
  { job, question }: { readonly job: Job; readonly question: Question },
  end:
    | { readonly output: unknown; readonly archive?: Outcome['archive'] }
    | { readonly failure: PipelineError },
): Outcome {
  const { reading, readMs, exchanges, lostCalls, recognition } = progress;
  const paid = { jobId: job.jobId, exchanges, lostCalls: lostCalls.size, recognition };
  const account = accountOf(paid);
  const failed = 'failure' in end;
  const used = exchanges.at(-1)?.exchange ?? null;
  return {
    status: failed ? 'FAILED' : 'SUCCEEDED',
    output: failed ? null : end.output,
    archive: failed ? null : (end.archive ?? null),
    document: reading === null ? null : describeReading(reading),
    coverage: reading?.kind === 'text' ? coverage(reading.text, used, !failed) : null,
    choice: question.choice,
    exchange: used,
    exchanges: exchanges.map(({ exchange }) => exchange.requestHash),
    ...account,
    warnings: [...warningsOf(reading), ...lossWarnings(paid)],
    error: failed ? describeFailure(end.failure) : null,
    readMs,
    modelMs: used === null ? null : ownLatency(exchanges, job.jobId),
  };
}

function coverage({ text }: DocumentText, used: Exchange | null, usable: boolean): Coverage {
  const part: AskedPart = {
    start: 0,
    end: text.length,
    exchange: used?.requestHash ?? null,
    finishReason: used?.finishReason ?? null,
    usable,
  };
  return coverageOf(text.length, [part]);
}

function warningsOf(reading: Reading | null): readonly string[] {
  if (reading?.kind === 'text') return reading.text.warnings;
  return reading?.kind === 'archive' ? reading.archive.warnings : [];
}

function ownLatency(exchanges: readonly UsedExchange[], jobId: string): number {
  return exchanges
    .filter(({ exchange }) => exchange.paidBy.jobId === jobId)
    .reduce((sum, { exchange }) => sum + exchange.latencyMs, 0);
}

function lossWarnings(paid: Paid): string[] {
  const lost = [
    ...(paid.lostCalls === 0
      ? []
      : [`${paid.lostCalls} of the job's calls ended without an answer`]),
    ...(isLost(paid.recognition) ? ['the recognition of the scan brought no text'] : []),
  ];
  if (lost.length === 0) return [];
  const known = knownPart(paid);
  const rest = known === null ? '' : `; the known part is ${known.amount} ${known.currency}`;
  return [`${lost.join(', and ')} and may have been billed${rest}`];
}

function isLost(recognition: UsedRecognition | null): boolean {
  return recognition !== null && 'isLost' in recognition;
}
