import { type OwnedDirectory, takeDataDirectory } from './data-directory.ts';
import { giveBackAbandoned } from './events/abandoned-messages.ts';
import { BucketNotifications } from './events/bucket-notification.ts';
import { tellMissedUploads } from './events/missed-uploads.ts';
import type { ServiceEndpoints } from './lambda/function-configuration.ts';
import type { FunctionLogLine, InvocationResult } from './lambda/invocation-result.ts';
import type { LocalFunction } from './lambda/local-function.ts';
import { createBuckets } from './provision/create-buckets.ts';
import { createFunctions } from './provision/create-functions.ts';
import { createMappings } from './provision/create-mappings.ts';
import { createQueues } from './provision/create-queues.ts';
import { createSchedules } from './provision/create-schedules.ts';
import { createTables } from './provision/create-tables.ts';
import { listSecrets } from './provision/list-secrets.ts';
import { repairIndexes } from './provision/repair-indexes.ts';
import { type ScheduleClock, SystemScheduleClock } from './schedule-clock.ts';
import { type Closers, startServices } from './services.ts';
import { DeclaredResources } from './template/declared-resources.ts';
import { IntrinsicResolver } from './template/intrinsics.ts';
import { listNotEmulated } from './template/not-emulated.ts';
import { assignPhysicalResources } from './template/physical-resources.ts';
import { readStackTemplate, type StackTemplate } from './template/stack-template.ts';

export interface LocalPipelineOptions {
  /** A cloud assembly: `cdk.out`, or what {@link ensureAssembly} gives. */
  readonly assemblyDirectory: string;

  /** Where objects, messages, items and the lock are kept; created if it is missing. */
  readonly dataDirectory: string;

  /**
   * Laid over the environment that the template gives each function. `OPENAI_API_KEY` is not: it is
   * the value of the template's secrets.
   */
  readonly environment: Readonly<Record<string, string>>;

  /**
   * Drives schedules, and nothing else.
   *
   * @default the machine's clock
   */
  readonly clock?: ScheduleClock;

  /**
   * Gets what the functions write.
   *
   * @default nobody does
   */
  readonly log?: (line: FunctionLogLine) => void;
}

/** A synthesized template that runs on this machine. */
export interface LocalPipeline {
  readonly endpoints: ServiceEndpoints;
  /** The template's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What the template declares and this mode cannot imitate. */
  readonly notEmulated: readonly string[];
  /** By logical id. */
  readonly functions: ReadonlyMap<string, LocalFunction>;

  /**
   * Fires the schedule whose logical id contains `namePart`, in any case, and waits for the
   * function.
   *
   * @param time what the function is told, by default the present
   * @throws {Error} where not exactly one schedule is meant
   */
  invokeSchedule(namePart: string, time?: Date): Promise<InvocationResult>;

  /** Ends all processes and servers; what was being worked on is delivered again next time. */
  stop(): Promise<void>;
}

/**
 * Runs a synthesized template on this machine: emulated services, and the bundled functions under
 * AWS's own runtime client.
 *
 * @throws {DataDirectoryInUse | DataDirectoryOutdated | TemplateUnreadable}
 */
export async function startLocalPipeline(options: LocalPipelineOptions): Promise<LocalPipeline> {
  const stack = await readStackTemplate(options.assemblyDirectory);
  const directory = await takeDataDirectory(options.dataDirectory);
  const closers: Closers = [async () => directory.release()];
  try {
    return await runStack({ stack, directory, closers }, options);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

async function runStack(
  {
    stack,
    directory,
    closers,
  }: { stack: StackTemplate; directory: OwnedDirectory; closers: Closers },
  options: LocalPipelineOptions,
): Promise<LocalPipeline> {
  const { environment, clock = new SystemScheduleClock(), log = () => {} } = options;
  const { OPENAI_API_KEY: apiKey = 'not-set', ...overrides } = environment;
  const services = await startServices(directory.path, closers);
  const { store, endpoints, sqs, dynamodb, secrets } = services;

  const physical = assignPhysicalResources(stack, endpoints.sqs);
  const resources = new DeclaredResources(stack, physical, new IntrinsicResolver(stack, physical));
  const outputs = resources.outputs();
  createQueues(resources, store);
  const buckets = createBuckets(resources, store);
  await createTables(resources, dynamodb);
  if (directory.wasAbandoned) await repairIndexes(resources, dynamodb);
  secrets.hold(listSecrets(resources, apiKey));

  const surroundings = { assetPaths: stack.assetPaths, endpoints, overrides };
  const functions = createFunctions(resources, { surroundings, log });
  closers.push(async () => {
    await Promise.all([...functions.values()].map(async (each) => each.stop()));
  });

  const notifications = new BucketNotifications(buckets.notifications, store);
  notifications.start();
  notifications.sendTestEvents(buckets.fresh, new Date());
  await tellMissedUploads({ resources, objects: store.objects, dynamodb, notifications });

  const schedules = createSchedules(resources, { functions, clock, store });
  const mappings = createMappings(resources, { functions, sqs, log });
  closers.push(async () => {
    for (const schedule of schedules) schedule.stop();
    await Promise.all(mappings.map(async (mapping) => mapping.stopReceiving()));
    // The emulator does not notice that a waiting request is gone and would hand it a message.
    store.queues.shutdown();
    await Promise.all(mappings.map(async (mapping) => mapping.release()));
  });
  giveBackAbandoned(new Set(mappings.map(({ queueArn }) => queueArn)), store);
  for (const schedule of schedules) schedule.start();
  for (const mapping of mappings) mapping.start();
  await directory.announce({ endpoints, outputs: outputs.resolved });

  return {
    endpoints,
    outputs: outputs.resolved,
    notEmulated: [
      ...listNotEmulated(stack.template),
      ...outputs.unresolved.map((name) => `output ${name}`),
    ],
    functions,
    async invokeSchedule(namePart, time) {
      const wanted = namePart.toLowerCase();
      const matching = schedules.filter((each) => each.logicalId.toLowerCase().includes(wanted));
      const [schedule] = matching;
      if (schedule === undefined || matching.length > 1) {
        const names = schedules.map(({ logicalId }) => logicalId).join(', ');
        throw new Error(`"${namePart}" has to name one schedule of ${names}`);
      }
      return schedule.fire(time);
    },
    stop: async () => closeAll(closers),
  };
}

async function closeAll(closers: Closers): Promise<void> {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
}
