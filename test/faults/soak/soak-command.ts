import { Command, InvalidArgumentError } from 'commander';
import { runSoak, type SoakSettings } from '../run-soak.ts';
import { printJson } from './print-json.ts';
import { printProgress, printReport, printSettings } from './print-report.ts';

interface SoakOptions {
  readonly documents: number;
  readonly seed: number;
  readonly providerFaults: number;
  readonly maximumCuts: number;
  readonly killEvery: number;
  readonly restartEvery: number;
  readonly refuseEvery: number;
  readonly budgetTokens: number;
  readonly calmAfter: number;
  readonly faults: boolean;
  readonly baseUrl?: string;
  readonly timeout: number;
  readonly log?: string;
  readonly records?: string;
  readonly json?: boolean;
}

/** `npm run soak`: the whole pipeline through a day of disasters, and its books afterwards. */
export function soakCommand(): Command {
  return new Command('soak')
    .description(
      'Runs the embedded pipeline with the real bundled functions through disasters that a seed chooses, and balances its books: 0 where they balance, 1 where they do not.',
    )
    .option('--documents <number>', 'uploads', wholeNumber, 1000)
    .option('--seed <number>', 'chooses documents, faults and moments', wholeNumber, 1)
    .option(
      '--provider-faults <share>',
      'share of calls that the model server lets down',
      share,
      0.2,
    )
    .option(
      '--maximum-cuts <number>',
      'calls about one question that are cut off, at most: the third makes its job wait for nine minutes',
      wholeNumber,
      2,
    )
    .option(
      '--kill-every <seconds>',
      'a worker dies by SIGKILL about so often; 0: none',
      wholeNumber,
      10,
    )
    .option(
      '--restart-every <seconds>',
      'the whole pipeline dies about so often and starts again; 0: never',
      wholeNumber,
      60,
    )
    .option(
      '--refuse-every <seconds>',
      'the provider refuses the account about so often, for some seconds; 0: never',
      wholeNumber,
      60,
    )
    .option(
      '--budget-tokens <number>',
      'budget of all jobs, raised once it holds one; 0: none',
      wholeNumber,
      15_000,
    )
    .option(
      '--calm-after <seconds>',
      'after so long nobody is killed or refused and no storm begins any more; 0: never',
      wholeNumber,
      0,
    )
    .option('--no-faults', 'nothing of the above, and no fault of queue, bucket or table')
    .option(
      '--base-url <url>',
      'ask this model server instead of one with faults; OPENAI_API_KEY, SLUICE_PROVIDER and SLUICE_MODEL count',
    )
    .option('--timeout <seconds>', 'what has not ended by then is stuck', wholeNumber, 1800)
    .option('--log <file>', 'file that gets what the functions write')
    .option('--records <file>', 'file that gets what the books were made of')
    .option('--json', 'JSON Lines instead of text')
    .action(async (options: SoakOptions) => {
      const settings = settingsOf(options);
      const started = { settings, isOwnServer: options.baseUrl === undefined };
      if (options.json === true) {
        printJson('settings', settings);
        const report = await runSoak(settings, (progress) => printJson('progress', progress));
        printJson('report', report);
        process.exitCode = report.books.balance ? 0 : 1;
        return;
      }
      printSettings(started.settings);
      const report = await runSoak(settings, printProgress);
      printReport(report, settings);
      process.exitCode = report.books.balance ? 0 : 1;
    });
}

function settingsOf(options: SoakOptions): SoakSettings {
  const { documents, seed, providerFaults, killEvery, restartEvery, faults, baseUrl } = options;
  const { maximumCuts, refuseEvery, budgetTokens } = options;
  return {
    documents,
    seed,
    providerFaults: faults ? providerFaults : 0,
    maximumCuts,
    killEvery: faults ? killEvery : 0,
    restartEvery: faults ? restartEvery : 0,
    refuseEvery: faults ? refuseEvery : 0,
    budgetTokens: faults ? budgetTokens : 0,
    serviceFaults: faults,
    calmAfter: options.calmAfter,
    model: baseUrl === undefined ? null : modelOf(baseUrl),
    timeoutSeconds: options.timeout,
    logFile: options.log ?? null,
    recordsFile: options.records ?? null,
  };
}

function modelOf(baseUrl: string): Record<string, string> {
  // oxlint-disable-next-line node/no-process-env -- a command's own environment
  const { OPENAI_API_KEY = 'none', SLUICE_PROVIDER, SLUICE_MODEL } = process.env;
  return {
    OPENAI_BASE_URL: baseUrl,
    OPENAI_API_KEY,
    ...(SLUICE_PROVIDER === undefined ? {} : { SLUICE_PROVIDER }),
    ...(SLUICE_MODEL === undefined ? {} : { SLUICE_MODEL }),
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('not a whole number');
  return Number(text);
}

function share(text: string): number {
  const number = Number(text);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('not between 0 and 1');
  return number;
}
