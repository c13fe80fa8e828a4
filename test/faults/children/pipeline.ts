import * as z from 'zod';
import { type LocalPipeline, startLocalPipeline } from '../../../local/local-pipeline.ts';

/**
 * The embedded pipeline in a process of its own, so that it can be killed.
 *
 * Its one argument says what to start. It tells its parent the endpoints once it runs, releases
 * the nights that messages name, and ends with its parent.
 */
const [, , argument = '{}'] = process.argv;
const { keeperEveryMs, ...options } = z
  .object({
    assemblyDirectory: z.string(),
    dataDirectory: z.string(),
    environment: z.record(z.string(), z.string()),
    /** How often the keeper and the dead-letters function run besides their schedules. */
    keeperEveryMs: z.number(),
  })
  .parse(JSON.parse(argument));

const pipeline = await startLocalPipeline({
  ...options,
  log: ({ line }) => void process.stderr.write(`${line}\n`),
});
process.send?.({ endpoints: pipeline.endpoints, outputs: pipeline.outputs });

const timer = setInterval(() => void keep(pipeline), keeperEveryMs);
let isKeeping = false;

/** Only an extra invocation: anybody may invoke a deployed keeper as often. */
async function keep(running: LocalPipeline): Promise<void> {
  if (isKeeping) return;
  isKeeping = true;
  await Promise.all([running.invokeSchedule('keeper'), running.invokeSchedule('deadLetters')]);
  isKeeping = false;
}

process.on('message', (message) => {
  const { nightOf } = z.object({ nightOf: z.iso.datetime() }).parse(message);
  void pipeline.invokeSchedule('nightly', new Date(nightOf));
});
process.on('disconnect', () => {
  clearInterval(timer);
  void pipeline.stop();
});
