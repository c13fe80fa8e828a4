import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureAssembly } from '../../local/assembly.ts';
import { type CallRecord, exchangeRecordSchema, type ReceivedRecord } from './book-records.ts';
import { ClaimWatch } from './claim-watch.ts';
import { startGates } from './gates.ts';
import { type Interference, pass, type Reply } from './interference.ts';
import { openClients, type PipelineClients } from './pipeline-clients.ts';
import { PipelineProcess, type Started } from './pipeline-process.ts';
import type { ServiceRequest } from './service-request.ts';

export interface FaultyPipelineOptions {
  /** Which model is asked, and how: variables of the functions. */
  readonly model: Readonly<Record<string, string>>;
  /**
   * How wrong the clocks of the functions' processes are at most, in milliseconds.
   *
   * @default 0
   */
  readonly clockStepMs?: number;
  /**
   * How fast the clocks of the functions' processes run: leases end so many times as early. Timers and
   * emulators stay as they are, and who tells a function when its time is up: soon there is no time left
   * for dead letters.
   *
   * @default 1
   */
  readonly clockRate?: number;
  /** What happens to a request of a function. */
  readonly decide: (request: ServiceRequest) => Interference;
  /**
   * Told of each request of a function that a service has done, and of its reply.
   *
   * @default nobody is
   */
  readonly onDone?: (request: ServiceRequest, reply: Reply) => void;
  /** @default nothing gets what the functions write */
  readonly logFile?: string | null;
}

/** The embedded pipeline in a process of its own, with gates between its functions and services. */
export interface FaultyPipeline extends AsyncDisposable {
  readonly clients: PipelineClients;
  /** Answers that workers tried to keep, also where they died over it. */
  readonly received: readonly ReceivedRecord[];
  /** Calls whose claim was opened by a process that never settled it. */
  readonly leftOpen: readonly CallRecord[];
  /** By SIGKILL, and at once again on the same data directory. */
  killAndRestart(): Promise<void>;
  /**
   * Invokes the night's release as its schedule does: what fails is tried again later.
   *
   * @param time of the night
   */
  releaseNight(time?: Date): void;
}

/** The keeper only looks; a lease is a minute however often it does. */
const keeperEveryMs = 3_000;

/** Starts it on a data directory that is removed at the end. */
export async function startFaultyPipeline(options: FaultyPipelineOptions): Promise<FaultyPipeline> {
  const { model, decide, onDone, clockStepMs = 0, clockRate = 1, logFile = null } = options;
  const assemblyDirectory = await ensureAssembly();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sluice-faults-'));
  const received: ReceivedRecord[] = [];
  const claims = new ClaimWatch();
  const gates = await startGates({
    decide: (request) => {
      if (request.processId === null) return pass;
      received.push(...receiptOf(request));
      const decided = decide(request);
      if (decided.before === 'pass') claims.asked(request);
      return decided;
    },
    onDone: (request, reply) => {
      claims.done(request);
      if (request.processId !== null) onDone?.(request, reply);
    },
  });
  const { s3, sqs, dynamodb } = gates.endpoints;
  const preload = new URL('children/name-process.mjs', import.meta.url).href;
  const process = new PipelineProcess({
    assemblyDirectory,
    dataDirectory,
    keeperEveryMs,
    logFile,
    environment: {
      ...model,
      AWS_ENDPOINT_URL_S3: s3,
      AWS_ENDPOINT_URL_SQS: sqs,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      NODE_OPTIONS: `--import=${preload}`,
      FAULTS_CLOCK_STEP_MS: String(clockStepMs),
      FAULTS_CLOCK_RATE: String(clockRate),
      FAULTS_CLOCK_FAST_SINCE: String(Date.now()),
    },
  });
  const start = async (): Promise<Started> => {
    const started = await process.start();
    gates.leadTo(started.endpoints);
    return started;
  };
  const { outputs } = await start();
  const clients = openClients(gates.endpoints, outputs);
  return {
    clients,
    received,
    get leftOpen() {
      return claims.leftOpen;
    },
    async killAndRestart() {
      gates.leadTo(null);
      await process.kill();
      await start();
    },
    releaseNight: (time = new Date()) => process.releaseNight(time),
    async [Symbol.asyncDispose]() {
      clients[Symbol.dispose]();
      await process.stop();
      await gates[Symbol.asyncDispose]();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** An answer on its way into the exchange store. */
function receiptOf({ service, operation, subject, body }: ServiceRequest): ReceivedRecord[] {
  if (service !== 's3' || operation !== 'PUT' || !subject.includes('/exchanges/')) return [];
  return [exchangeRecordSchema.parse(JSON.parse(body))];
}
