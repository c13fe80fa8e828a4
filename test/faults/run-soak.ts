import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../fuzz/random.ts';
import { Account } from './account.ts';
import type { JobRecord, UploadRecord } from './book-records.ts';
import { balanceBooks, type Books } from './books.ts';
import { checkUploads, checkWaiting, hasEnded } from './check-jobs.ts';
import { countDeadLetters } from './count-dead-letters.ts';
import { type DisasterSettings, planDisasters, refusalMs } from './disaster-plan.ts';
import { startFaultyModelServer } from './faulty-model-server.ts';
import { type FaultyPipeline, startFaultyPipeline } from './faulty-pipeline.ts';
import { type Interference, pass } from './interference.ts';
import { Killer } from './killer.ts';
import { MessageFaults } from './message-faults.ts';
import { Operator } from './operator.ts';
import { planUploads } from './planned-uploads.ts';
import { writeRecords } from './write-records.ts';
import { readJobs, readRun } from './read-records.ts';
import { ServiceFaults } from './service-faults.ts';
import type { ServiceRequest } from './service-request.ts';
import { startTimetable } from './timetable.ts';
import { uploadNoise, uploadPlanned } from './upload-plan.ts';

export interface SoakSettings extends DisasterSettings {
  readonly documents: number;
  /** How often the calls of one question may be cut off. */
  readonly maximumCuts: number;
  /** Tokens that all jobs may take until one is held and the budget is raised; 0: there is no budget. */
  readonly budgetTokens: number;
  /** Variables that name somebody else's model server; `null`: one of our own, with faults. */
  readonly model: Readonly<Record<string, string>> | null;
  /** After this whatever has not ended counts as stuck. */
  readonly timeoutSeconds: number;
  readonly logFile: string | null;
  /** A file that gets what the books were made of, as JSON. */
  readonly recordsFile: string | null;
}

/** How far a run is. */
export interface SoakProgress {
  readonly seconds: number;
  readonly uploads: number;
  readonly jobs: number;
  /** Jobs in a final state. */
  readonly ended: number;
  readonly held: number;
  readonly killed: number;
  readonly restarted: number;
}

export interface SoakReport {
  readonly books: Books;
  readonly seconds: number;
  readonly killed: number;
  readonly restarted: number;
  /** Jobs that were held, and by what. */
  readonly held: Operator['held'];
  /** Faults that the model server played. */
  readonly faults: Readonly<Record<string, number>>;
}

const lookEveryMs = 2_000;

/** AWS keeps clocks within milliseconds; a lease bears seconds. */
const largestClockStepMs = 2_000;

/** So small that long documents are asked about in parts, in tokens. */
const contextTokens = 8_000;

/** Uploads a plan, lets disasters happen until all jobs have ended, and balances the books. */
export async function runSoak(
  settings: SoakSettings,
  onProgress: (progress: SoakProgress) => void = () => {},
): Promise<SoakReport> {
  const { seed, documents, providerFaults, maximumCuts, serviceFaults } = settings;
  const { timeoutSeconds, logFile } = settings;
  const plan = planDisasters(settings);
  const killer = new Killer(randomFrom(seed ^ 0x51_11));
  let startedAt = performance.now();
  const elapsedMs = (): number => performance.now() - startedAt;
  const faults = serviceFaults
    ? [new ServiceFaults(seed, plan.storms, elapsedMs), new MessageFaults(seed)]
    : [];
  const account = new Account({ repairMs: refusalMs, seed });
  await using server =
    settings.model === null
      ? await startFaultyModelServer({ seed, faultShare: providerFaults, maximumCuts, account })
      : null;
  await using pipeline = await startFaultyPipeline({
    model: settings.model ?? {
      SLUICE_PROVIDER: 'deepseek',
      OPENAI_BASE_URL: server?.baseUrl ?? '',
      OPENAI_API_KEY: 'soak',
      SLUICE_MODEL_CONTEXT: String(contextTokens),
    },
    decide: (request) => firstOf([killer, ...faults], request),
    clockStepMs: serviceFaults ? largestClockStepMs : 0,
    logFile,
  });
  const operator = new Operator(pipeline.clients, settings.budgetTokens);
  await operator.begin();

  startedAt = performance.now();
  let restarted = 0;
  // Reservations of the dead would fill a budget that is small for as long as their leases last.
  const timetable = startTimetable(
    [
      { moments: plan.kills, happen: async () => killer.killSoon() },
      {
        moments: plan.refusals,
        happen: async () => account.refuseNext(),
      },
      {
        moments: plan.restarts,
        happen: async () => {
          await pipeline.killAndRestart();
          restarted += 1;
        },
      },
    ],
    operator.hasEnoughBudget,
  );
  const uploads: UploadRecord[] = [];
  const random = randomFrom(seed ^ 0x0b_0c);
  const planned = planUploads(documents, seed);
  const uploadAll = async (): Promise<void> => {
    await uploadNoise(pipeline.clients);
    for (const each of planned) uploads.push(await uploadPlanned(each, pipeline.clients, random));
  };

  try {
    const ended = waitForEnd(pipeline, {
      uploads,
      isUploaded: () => uploads.length === planned.length,
      isOver: () => elapsedMs() > timeoutSeconds * 1000,
      mayStayHeld: server === null,
      lookAfter: async (jobs) => operator.lookAfter(jobs, () => account.repair()),
      onJobs: (jobs) =>
        onProgress({
          seconds: elapsedMs() / 1000,
          uploads: uploads.length,
          jobs: jobs.length,
          ended: jobs.filter(hasEnded).length,
          held: jobs.filter(({ status }) => status === 'HELD').length,
          killed: killer.count,
          restarted,
        }),
    });
    await Promise.all([ended, uploadAll()]);
  } finally {
    await timetable.stop();
  }
  const seconds = elapsedMs() / 1000;
  const records = await readRun({ pipeline, server, uploads });
  if (settings.recordsFile !== null) await writeRecords(records, settings.recordsFile);
  const played = Map.groupBy(server?.calls ?? [], ({ fault }) => fault);
  return {
    books: balanceBooks(records),
    seconds,
    killed: killer.count,
    restarted,
    held: operator.held,
    faults: Object.fromEntries([...played].map(([fault, of]) => [fault, of.length])),
  };
}

async function waitForEnd(
  pipeline: FaultyPipeline,
  run: {
    readonly uploads: readonly UploadRecord[];
    readonly isUploaded: () => boolean;
    readonly isOver: () => boolean;
    /** Where nobody knows whether what holds a job will ever end. */
    readonly mayStayHeld: boolean;
    readonly lookAfter: (jobs: readonly JobRecord[]) => Promise<void>;
    readonly onJobs: (jobs: readonly JobRecord[]) => void;
  },
): Promise<void> {
  while (!run.isOver()) {
    const jobs = await readJobs(pipeline.clients);
    run.onJobs(jobs);
    await run.lookAfter(jobs);
    const isHeld = !run.mayStayHeld && jobs.some(({ status }) => status === 'HELD');
    const left = [...checkWaiting({ jobs }), ...checkUploads({ uploads: run.uploads, jobs })];
    if (run.isUploaded() && !isHeld && left.length === 0) {
      const letters = Object.values(await countDeadLetters(pipeline.clients));
      if (letters.every((count) => count === 0)) return;
    }
    if (jobs.some(({ status }) => status === 'WAITING')) pipeline.releaseNight();
    await wait(lookEveryMs);
  }
}

function firstOf(
  causes: readonly { decide(request: ServiceRequest): Interference }[],
  request: ServiceRequest,
): Interference {
  for (const cause of causes) {
    const decided = cause.decide(request);
    if (decided !== pass) return decided;
  }
  return pass;
}
