import type { Reading } from '../../document/reading.ts';
import type { JsonObject } from '../../extraction/asking.ts';
import { coverageOf } from '../../extraction/coverage.ts';
import { groundingWarnings, groundOutput } from '../../extraction/grounding/ground-output.ts';
import type { Question } from '../../extraction/question.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import { describeReading, type Outcome } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import {
  accountOf,
  knownPart,
  type UsedExchange,
  type UsedRecognition,
} from '../../money/account.ts';
import type { Progress } from './progress.ts';

type Paid = Parameters<typeof accountOf>[0];

/** What a job ended with: an output, a failure, or both where the output is not all that it could be. */
export interface End {
  readonly output: JsonObject | null;
  readonly failure: PipelineError | null;
  readonly archive?: Outcome['archive'];
}

/** What became of a job, with everything that it paid whether or not there is an output. */
export function outcomeOf(
  progress: Progress,
  { job, question }: { readonly job: Job; readonly question: Question },
  { output, failure, archive = null }: End,
): Outcome {
  const { reading, readMs, exchanges, lostCalls, recognition } = progress;
  const paid = { jobId: job.jobId, exchanges, lostCalls: lostCalls.size, recognition };
  const account = accountOf(paid);
  const grounding =
    output === null || reading?.kind !== 'text'
      ? null
      : groundOutput(question.analysis, output, reading.text);
  const used = (exchanges.findLast(({ usable }) => usable) ?? exchanges.at(-1))?.exchange ?? null;
  return {
    status: statusOf(output, failure),
    output,
    archive,
    document: reading === null ? null : describeReading(reading),
    coverage:
      reading?.kind === 'text' ? coverageOf(reading.text.text.length, progress.parts) : null,
    grounding,
    choice: question.choice,
    exchange: used,
    progress: progress.soFar(),
    exchanges,
    ...account,
    warnings: [
      ...warningsOf(reading),
      ...progress.warnings,
      ...groundingWarnings(grounding),
      ...downgradeWarnings(exchanges),
      ...lossWarnings(paid),
    ],
    error: failure === null ? null : describeFailure(failure),
    readMs,
    modelMs: used === null ? null : ownLatency(exchanges, job.jobId),
  };
}

function statusOf(output: JsonObject | null, failure: PipelineError | null): Outcome['status'] {
  if (failure === null) return 'SUCCEEDED';
  return output === null ? 'FAILED' : 'INCOMPLETE';
}

/** A provider that does not hold a model to JSON as strictly as it could is worth knowing of. */
function downgradeWarnings(exchanges: readonly UsedExchange[]): string[] {
  const said = exchanges.flatMap(({ exchange }) =>
    exchange.refusedStructuredOutputs.map(
      (refused) =>
        `the provider refuses ${refused} for model ${exchange.paidBy.model}; ${exchange.structuredOutput} was used`,
    ),
  );
  return [...new Set(said)];
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
