import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../shared/document/upload.ts';
import { ModelAccountRefused, ModelUnavailable } from '../../../shared/failure/model-errors.ts';
import type { PipelineError } from '../../../shared/failure/pipeline-error.ts';
import { ModelNotChosen } from '../../../shared/failure/settings-errors.ts';
import type { Job } from '../../../shared/job/job.ts';
import { keepJobs } from '../../../shared/steps/keeping/keep-jobs.ts';
import { releaseNight } from '../../../shared/steps/keeping/release-night.ts';
import { retryJob } from '../../../shared/steps/operating/retry-job.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { acceptUpload, type AcceptPorts } from '../../../shared/steps/uploading/accept-upload.ts';
import { titleQuestion } from '../../builders/analysis.ts';
import { queuedJob } from '../../builders/job.ts';
import { documentText, type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });
const refused = new ModelAccountRefused('the provider does not accept the API key (HTTP 401)');
const away = new ModelUnavailable('no connection to the provider (ECONNREFUSED)');
const minuteMs = 60_000;

type World = WorkerWorld & AcceptPorts & { trouble: PipelineError | null };

/** Intake and worker of one deployment whose server says which model it has, or what is in the way. */
function worldIn(trouble: PipelineError): World {
  const world: World = {
    ...workerWorld([], goodAnswer),
    analyses: [titleQuestion.analysis.name],
    maximumBytes: 1_000,
    trouble,
    findQuestion: async () => {
      if (world.trouble !== null) throw world.trouble;
      return titleQuestion;
    },
  };
  for (const folder of ['inbox', 'nightly']) {
    const text = new TextEncoder().encode(documentText);
    world.documents.documents.set(`${folder}/title-only/board.txt`, text);
  }
  return world;
}

function uploadTo(folder: 'inbox' | 'nightly'): Upload {
  const { document, uploadedAt } = queuedJob();
  return { document: { ...document, key: `${folder}/title-only/board.txt` }, uploadedAt };
}

/** Delivers every message until none is left, those that are not due yet in their time. */
async function work(world: World): Promise<void> {
  for (let sent = world.queue.sent.shift(); sent !== undefined; sent = world.queue.sent.shift()) {
    await world.clock.advance(sent.delayMs);
    const startedAt = world.clock.now();
    const invocation = { startedAt, endsAt: new Date(startedAt.getTime() + 15 * minuteMs) };
    await world.clock.passUntil(processJob(sent.message, world, invocation));
  }
}

async function keep(world: World): Promise<number> {
  return keepJobs({ ...world, batches: new MemoryBatchTable(), stepJobs: 100 });
}

function jobs(world: World): readonly Job[] {
  return [...world.jobs.jobs.values()];
}

function placeOf(job: Job | undefined): unknown {
  return [job?.lane, job?.batchId, job?.uploadedAt];
}

/** What became of an upload that began unresolved, and of the job that took its place. */
function booksOf(world: World): unknown {
  const [unresolved, resolved] = jobs(world);
  return {
    jobs: jobs(world).map(({ revision, status, error }) => [revision, status, error?.code]),
    isNamed: unresolved?.replacedBy === resolved?.jobId,
    isInItsPlace: isDeepStrictEqual(placeOf(unresolved), placeOf(resolved)),
    results: [...world.results.results.values()].map(({ revision }) => revision),
    ledgerLines: world.ledger.lines.size,
  };
}

/** One job counts: it is done, paid once, and the only one with a result. */
const oneIsDone = {
  jobs: [
    ['unresolved', 'CANCELLED', 'REVISION_REPLACED'],
    [titleQuestion.revision, 'SUCCEEDED', undefined],
  ],
  isNamed: true,
  isInItsPlace: true,
  results: [titleQuestion.revision],
  ledgerLines: 1,
};

describe('an upload to a deployment that has to ask its server for the model', () => {
  it('is held while the account is refused, and done when it is in order again', async () => {
    const world = worldIn(refused);
    await acceptUpload(uploadTo('inbox'), world);
    await work(world);
    for (let tries = 0; tries < 3; tries += 1) {
      await world.clock.advance(5 * minuteMs);
      expect(await keep(world)).toBe(1);
      await work(world);
    }
    expect(jobs(world)).toMatchObject([
      { status: 'HELD', failedAttempts: 0, error: { code: 'MODEL_ACCOUNT_REFUSED' } },
    ]);

    world.trouble = null;
    await world.clock.advance(5 * minuteMs);
    await keep(world);
    await work(world);

    expect(booksOf(world)).toEqual(oneIsDone);
    expect(jobs(world)[0]?.error?.message).toBe(
      `no server said at the upload which model it has; job ${jobs(world)[1]?.jobId} takes this one's place`,
    );
  });

  it('is delayed by an outage of many hours, and done after it', async () => {
    const world = worldIn(away);
    await acceptUpload(uploadTo('inbox'), world);
    const over = world.clock.now().getTime() + 23 * 60 * minuteMs;
    const findQuestion: World['findQuestion'] = async (name) => {
      if (world.clock.now().getTime() > over) world.trouble = null;
      return world.findQuestion(name);
    };

    await work({ ...world, findQuestion });

    expect(booksOf(world)).toEqual(oneIsDone);
  });

  it('waits for the night under no revision yet, and is done in that night', async () => {
    const world = worldIn(away);
    await acceptUpload(uploadTo('nightly'), world);
    expect(world.queue.sent).toEqual([]);

    world.trouble = null;
    const endsAt = new Date(world.clock.now().getTime() + 15 * minuteMs);
    const ports = { ...world, batches: new MemoryBatchTable(), stepJobs: 10 };
    await releaseNight('night-2026-05-04', endsAt, ports);
    await work(world);

    expect(booksOf(world)).toEqual(oneIsDone);
    expect(jobs(world)[1]?.batchId).toBe('night-2026-05-04');
  });

  it.each(['before', 'after'] as const)(
    'is one job although its event comes again when the model is known, %s the first one is worked on',
    async (when) => {
      const world = worldIn(refused);
      await acceptUpload(uploadTo('inbox'), world);
      await acceptUpload(uploadTo('inbox'), world);
      if (when === 'after') await work(world);

      world.trouble = null;
      await acceptUpload(uploadTo('inbox'), world);
      await work(world);
      await world.clock.advance(5 * minuteMs);
      await keep(world);
      await work(world);

      expect(booksOf(world)).toEqual(oneIsDone);
    },
  );

  it('is one job although its event comes again in an outage after it is done', async () => {
    const world = worldIn(away);
    world.trouble = null;
    await acceptUpload(uploadTo('inbox'), world);
    await work(world);

    world.trouble = away;
    await acceptUpload(uploadTo('inbox'), world);
    world.trouble = null;
    await work(world);

    const [done, late, ...others] = jobs(world);
    expect(others).toEqual([]);
    expect(done?.status).toBe('SUCCEEDED');
    expect(late).toMatchObject({ status: 'CANCELLED', replacedBy: done?.jobId });
    expect(world.model.requests).toHaveLength(1);
  });

  it('fails under its analysis where no model is chosen, and can be tried again', async () => {
    const world = worldIn(new ModelNotChosen('http://127.0.0.1:9/v1', ['a', 'b']));
    await acceptUpload(uploadTo('inbox'), world);
    await work(world);
    const [failed] = jobs(world);
    if (failed === undefined) throw new Error('there is no job');
    expect(failed).toMatchObject({
      status: 'FAILED',
      analysis: 'title-only',
      error: { code: 'MODEL_NOT_CHOSEN' },
    });

    world.trouble = null;
    await retryJob(failed, { notBefore: world.clock.now(), isFresh: false }, world);
    await work(world);

    expect(jobs(world)).toMatchObject([
      { status: 'CANCELLED', error: { code: 'REVISION_REPLACED' } },
      { status: 'SUCCEEDED', revision: titleQuestion.revision },
    ]);
  });
});
