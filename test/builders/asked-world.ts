import type { Analysis } from '../../shared/analysis/define-analysis.ts';
import type { ModelChoice } from '../../shared/extraction/model-choice.ts';
import type { Job } from '../../shared/job/job.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { LanguageModel } from '../../shared/ports/language-model.ts';
import { processJob } from '../../shared/steps/running/process-job.ts';
import { modelChoice } from './analysis.ts';
import { queuedJob } from './job.ts';
import { type WorkerWorld, workerWorld } from './worker.ts';

/** A worker's world with one job, whose document, analysis and model a test chooses. */
export interface AskedWorld<Model extends LanguageModel> extends Omit<WorkerWorld, 'model'> {
  readonly model: Model;
  readonly job: Job;
}

/** A model that is quick enough for any answer; `choice` says otherwise. */
export function askedWorld<Model extends LanguageModel>(
  asked: { readonly analysis: Analysis; readonly text: string; readonly model: Model },
  choice: Partial<ModelChoice> = {},
): AskedWorld<Model> {
  const { analysis, text, model } = asked;
  const question = {
    analysis,
    choice: { ...modelChoice, slowTokensPerSecond: 1_000, ...choice },
    revision: 'r1',
  };
  const job = queuedJob({ revision: 'r1', analysis: analysis.name });
  const world = workerWorld([job]);
  world.documents.documents.set(job.document.key, Buffer.from(text));
  return { ...world, model, job, findQuestion: async () => question };
}

export const invocationMs = 900_000;

/** Runs the job's present attempt in an invocation of its own, and brings its result if it has one. */
export async function runJob(
  world: AskedWorld<LanguageModel>,
): Promise<ResultEnvelope | undefined> {
  const now = world.clock.now();
  const invocation = { startedAt: now, endsAt: new Date(now.getTime() + invocationMs) };
  const { jobId, attempt } = world.jobs.jobs.get(world.job.jobId) ?? world.job;
  await world.clock.passUntil(processJob({ version: 1, jobId, attempt }, world, invocation));
  return world.results.results.get(jobId);
}
