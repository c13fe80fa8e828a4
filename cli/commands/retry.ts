import { Command, Option } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { noAnalysis } from '../../shared/job/job-id.ts';
import { CommandError } from '../command-error.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { checkAnalysis } from '../uploads/check-analysis.ts';
import { noteIfNothingRuns } from '../output/note-if-nothing-runs.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface RetryOptions {
  readonly failedWith?: string;
  readonly since?: Date;
  readonly analysis?: string;
  readonly fresh: boolean;
  readonly dryRun: boolean;
  readonly rate: number;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice retry`: jobs that did not succeed go to their queue again. */
export function retryCommand({ terminal, open, exitWith }: CommandContext): Command {
  return new Command('retry')
    .summary('try jobs again that did not succeed')
    .description(
      `Queues jobs again: those that are named, or all that are FAILED or INCOMPLETE and fit the options.
It tells first how many there are and what they may cost.`,
    )
    .argument('[job...]', 'job ids, their first 6 or more digits, or keys of documents')
    .addOption(
      new Option(
        '--failed-with <code>',
        'whose failure has this code, as in MODEL_UNAVAILABLE',
      ).argParser(options.failureCode),
    )
    .addOption(
      new Option('--since <time>', 'that ended since: 2026-05-31, or 90m, 24h, 7d ago').argParser(
        (text) => options.timeSince(text, new Date()),
      ),
    )
    .option('--analysis <name>', 'of this analysis')
    .option('--fresh', 'ask anew and pay again, whatever is stored', false)
    .addOption(options.dryRunOption('what would be tried again'))
    .addOption(
      new Option('--rate <number>', 'most jobs that start in a second')
        .argParser(options.positiveInteger)
        .default(50),
    )
    .addOption(options.jsonOption('print the jobs'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (names: string[], chosen: RetryOptions) => {
      checkChoice(names, chosen);
      const { planRetry } = await import('../jobs/plan-retry.ts');
      const { jobPortsOf } = await import('../jobs/job-ports.ts');
      const { retryPlanned } = await import('../jobs/retry-planned.ts');
      const { describeEstimate } = await import('../output/retry-estimate.ts');
      const { numberOfJobs } = await import('../output/number-of-jobs.ts');
      const { renderJobs } = await import('../output/job-table.ts');

      await withDeployment(
        async () => open(chosen, 'retry'),
        async (deployment) => {
          const request = { names, ...chosen };
          const { planned, refused } = await planRetry(deployment, request, new Date());
          for (const reason of refused) terminal.note(reason);
          const estimates = planned.map(({ estimate }) => estimate);
          if (planned.length > 0)
            terminal.note(describeEstimate(estimates, { isFresh: chosen.fresh }));
          const retried = chosen.dryRun
            ? planned
            : await retryPlanned(planned, chosen, jobPortsOf(deployment));

          if (chosen.json) {
            for (const { job, estimate } of retried)
              terminal.print(JSON.stringify({ ...job, estimate }));
          } else if (retried.length > 0) terminal.print(renderJobs(retried.map(({ job }) => job)));
          else if (refused.length === 0) terminal.note('no such jobs');

          if (refused.length > 0 || retried.length < planned.length) exitWith(1);
          if (chosen.dryRun || retried.length === 0) return;
          const seconds = Math.floor((retried.length - 1) / chosen.rate);
          terminal.note(
            `${numberOfJobs(retried.length)} queued, the last to start in ${seconds} s`,
          );
          noteIfNothingRuns(deployment, { data: deployment.dataDirectory, work: 'them' }, terminal);
        },
      );
    });
}

/** @throws {CommandError} where nothing, or two different things, are asked for */
function checkChoice(names: readonly string[], chosen: RetryOptions): void {
  const { failedWith, since, analysis } = chosen;
  const hasFilter = failedWith !== undefined || since !== undefined || analysis !== undefined;
  if (names.length > 0 === hasFilter) {
    throw new CommandError(
      names.length === 0
        ? 'no jobs are named; name some, or say which with --failed-with, --since or --analysis'
        : 'jobs are named, so --failed-with, --since and --analysis cannot be used; give one or the other, not both',
    );
  }
  if (analysis !== undefined) checkAnalysis(analysis, [...catalogue.keys(), noAnalysis.analysis]);
}

const examples = `
Examples:
  $ sluice retry 3f9c2a
  $ sluice retry --failed-with MODEL_UNAVAILABLE --since 24h --dry-run
  $ sluice retry --analysis meeting-minutes --since 2026-05-31 --fresh`;
