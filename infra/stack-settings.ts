import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { defaultReadLimits } from '../shared/document/read-limits.ts';
import { thinkingSwitches } from '../shared/extraction/model-choice.ts';
import { fallbackList } from '../shared/settings/model-settings.ts';
import { providerNames } from '../shared/extraction/provider-names.ts';
import { structuredOutputs } from '../shared/extraction/structured-output.ts';

/** A number in cdk.json, or the text of one after `-c`. */
const wholeNumber = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().positive());

/** Days, where 0 means for ever. */
const keptDays = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().nonnegative());

/** Workers at once: Lambda's smallest maximum concurrency of an event source mapping. */
const concurrency = wholeNumber.pipe(z.number().min(2));

/**
 * Workers of both lanes together. All of them write to the same two items of the job table, and
 * DynamoDB writes 1,000 units a second to one item, each a KiB of the whole item for every write.
 *
 * - A budget's day has 137 bytes for each running job, five a worker, and each job writes it every 20
 *   seconds, before its call and after it: forty workers whose jobs take 20 seconds write 28 KiB 30
 *   times a second, 840 units. Fifty would need 1,275.
 * - A provider's limit has 142 bytes for each worker, and each writes it every second at most: 240 units.
 *
 * Shorter jobs than that write a budget's day more often, and are throttled. Who needs more calls at once
 * deploys another stack.
 */
const mostWorkers = 40;

const timeZone = z.string().refine(isTimeZone, { error: 'not an IANA time zone' });

const settingsSchema = z.strictObject({
  /**
   * Preset of the model's provider. The offline model runs only in the local pipeline.
   *
   * @default that of the base URL's host, else `cometapi`
   */
  provider: z.enum(providerNames).exclude(['offline']).optional(),
  /**
   * Root of the OpenAI-compatible API, with its version folder.
   *
   * @default the preset's
   */
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  /**
   * Model id.
   *
   * @default the preset's
   */
  model: z.string().min(1).optional(),
  /**
   * Whether the model thinks before it answers, whatever the analysis says.
   *
   * @default as the analysis says, else off
   */
  thinking: z.enum(['on', 'off']).optional(),
  /**
   * How a server of one's own is told to think or not.
   *
   * @default the preset's way
   */
  thinkingSwitch: z.enum(thinkingSwitches).exclude(['model-id']).optional(),
  /**
   * The strictest way to JSON that a server of one's own has.
   *
   * @default the preset's
   */
  structuredOutput: z.enum(structuredOutputs).optional(),
  /**
   * Tokens of prompt and answer together.
   *
   * @default the preset's
   */
  modelContext: wholeNumber.optional(),
  /**
   * Presets to ask, in this order, while the first provider refuses calls: `deepseek,openrouter`.
   *
   * @default none
   */
  fallback: fallbackList.optional(),
  /**
   * When the night's documents are released, as HH:MM in `nightlyTimeZone`. 22:00 UTC leaves three
   * hours until DeepSeek's first peak begins (01:00 to 04:00 and 06:00 to 10:00 UTC on working
   * days, at twice the price): https://api-docs.deepseek.com/quick_start/pricing
   */
  nightlyTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not a time like 22:00' })
    .default('22:00'),
  /** IANA name of the zone of `nightlyTime`; its date names the batch. */
  nightlyTimeZone: timeZone.default('UTC'),
  /** Bytes; a larger object becomes a failed job and is never read. */
  maxDocumentBytes: wholeNumber.default(20 * 1024 * 1024),
  /**
   * Milliseconds that reading one document may take, where it takes a process of its own. Five jobs
   * of a batch may wait for each other's reading, so at most a sixth of the worker's 15 minutes.
   */
  readerTimeoutMs: wholeNumber
    .default(defaultReadLimits.timeoutMs)
    .refine((timeoutMs) => timeoutMs <= 150_000, { error: 'more than 150000' }),
  /** Pages, slides or sheets of one document. */
  maxPages: wholeNumber.default(defaultReadLimits.maximumPages),
  /** Characters of one document's text. */
  maxCharacters: wholeNumber.default(defaultReadLimits.maximumCharacters),
  /** Bytes that may come out of one document that is compressed, an archive among them. */
  maxExpandedBytes: wholeNumber.default(defaultReadLimits.maximumExpandedBytes),
  /** Files of an archive, attachments of a mail, mails of a mailbox. */
  maxArchiveMembers: wholeNumber.default(defaultReadLimits.maximumMembers),
  /** How deep archives may lie in archives, and attachments in mails. */
  maxArchiveDepth: wholeNumber.default(defaultReadLimits.maximumDepth),
  /**
   * Who makes text of scans. `textract` is paid by the page; without it a scan is a failed job.
   */
  textRecognition: z.enum(['off', 'textract']).default('off'),
  /** How often a job is tried before its last transient failure becomes final. */
  maxAttempts: wholeNumber.default(20),
  /** How often one question is asked at most because its answers are of no use; each is paid. */
  maxTries: wholeNumber.default(3),
  /** Parts of one long document that are asked about at one time. */
  concurrentParts: wholeNumber.default(4),
  /**
   * Workers at once for interactive uploads. A worker has up to five jobs in hand, so this times
   * five is the number of calls in flight, times `concurrentParts` where documents are long.
   */
  nowWorkers: concurrency.default(5),
  /** Workers at once for the night's documents; with `nowWorkers` at most 40. */
  nightlyWorkers: concurrency.default(10),
  /**
   * Days for which an answer is paid once: exchanges and claims are kept as long. A little more
   * than a year, so that what is asked again a year later costs nothing.
   */
  exchangeRetentionDays: wholeNumber.default(400),
  /**
   * Days that a job is remembered after it has ended; 0: for ever. Its result stays. At least as long
   * as the answers, which are what another try of it would use.
   */
  jobRetentionDays: keptDays.default(400),
  /** Days that a document is kept after its upload; 0, the default: until somebody deletes it. */
  documentRetentionDays: keptDays.default(0),
  /** Days that an overwritten or deleted version of a document is kept: jobs read by version. */
  documentVersionRetentionDays: wholeNumber.default(30),
  /** Days that a result is kept; 0, the default: until somebody deletes it. */
  resultRetentionDays: keptDays.default(0),
  /** Days that the ledger's lines are kept, which say what calls cost; 0, the default: for ever. */
  ledgerRetentionDays: keptDays.default(0),
  /** Days; one of the periods that CloudWatch Logs offers. */
  logRetentionDays: wholeNumber.pipe(z.enum(RetentionDays)).default(RetentionDays.ONE_MONTH),
  /**
   * Address that alarms are sent to; it has to confirm the subscription once.
   *
   * @default nobody: the topic is there to be subscribed to
   */
  alarmEmail: z.email().optional(),
  /**
   * What becomes of documents, results, jobs and logs when the stack is deleted. `destroy` is for
   * stacks to throw away; CloudFormation deletes a bucket only after somebody has emptied it.
   */
  removal: z.enum(['retain', 'destroy']).default('retain'),
});

/**
 * There may be no more workers than their shared items bear. What no result names of a job's answers,
 * only the job and the ledger lead to: `sluice delete` could not find answers that were kept for longer
 * than these.
 */
const consistentSchema = settingsSchema.superRefine((settings, context) => {
  for (const name of ['jobRetentionDays', 'ledgerRetentionDays'] as const) {
    if (settings[name] === 0 || settings[name] >= settings.exchangeRetentionDays) continue;
    const message = 'neither 0 nor at least exchangeRetentionDays';
    context.addIssue({ code: 'custom', path: [name], message, input: settings[name] });
  }
  const { nowWorkers, nightlyWorkers } = settings;
  if (nowWorkers + nightlyWorkers > mostWorkers) {
    const message = `more than ${mostWorkers} workers with nowWorkers`;
    context.addIssue({ code: 'custom', path: ['nightlyWorkers'], message, input: nightlyWorkers });
  }
});

/** What a deployment is told, by `cdk deploy -c name=value` or `context` in cdk.json. */
export type StackSettings = z.output<typeof consistentSchema>;

/**
 * Reads the settings among the values of CDK's context. Names with a colon, a slash or an at sign
 * are CDK's own.
 *
 * @throws {z.ZodError} that names every malformed or unknown setting at once
 */
export function readStackSettings(context: Readonly<Record<string, unknown>>): StackSettings {
  return consistentSchema.parse(
    Object.fromEntries(Object.entries(context).filter(([name]) => !/[:/@]/.test(name))),
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
