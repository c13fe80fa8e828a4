import { Command, Option } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { isFinal, type JobStatus, jobStatuses } from '../../shared/job/job-status.ts';
import { CommandError } from '../command-error.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { checkAnalysis } from '../uploads/check-analysis.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface CancelOptions {
  readonly status?: JobStatus;
  readonly analysis?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice cancel`: jobs that need not be done any more. */
export function cancelCommand({ terminal, open, exitWith }: CommandContext): Command {
  return new Command('cancel')
    .summary('end jobs before they are done')
    .description(
      `Cancels jobs: those that are named, or all in a state. One that is running ends before its next
call; an answer that is under way is still waited for, since it is paid.`,
    )
    .argument('[job...]', 'job ids, their first 6 or more digits, or keys of documents')
    .addOption(
      new Option('--status <status>', 'all in this state').choices(
        jobStatuses.filter((status) => !isFinal(status)),
      ),
    )
    .option('--analysis <name>', 'of those only the ones of this analysis')
    .addOption(options.dryRunOption('what would be cancelled'))
    .addOption(options.jsonOption('print the jobs'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (names: string[], chosen: CancelOptions) => {
      const { status, analysis } = chosen;
      if (names.length > 0 === (status !== undefined))
        throw new CommandError(
          names.length === 0
            ? 'no jobs are named; name some, or say which with --status'
            : 'jobs are named, so --status cannot be used; give one or the other, not both',
        );
      if (names.length > 0 && analysis !== undefined)
        throw new CommandError('--analysis goes with --status');
      if (analysis !== undefined) checkAnalysis(analysis, catalogue.keys());
      const { namedJobs, selectJobs } = await import('../jobs/select-jobs.ts');
      const { cancelJobs } = await import('../jobs/cancel-jobs.ts');
      const { numberOfJobs } = await import('../output/number-of-jobs.ts');
      const { renderJobs } = await import('../output/job-table.ts');

      await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => {
          const found =
            status === undefined
              ? await namedJobs(deployment, names, new Date())
              : await selectJobs(deployment, { statuses: [status], analysis });
          const left = chosen.dryRun ? found : await cancelJobs(deployment, found);

          if (chosen.json) for (const job of left) terminal.print(JSON.stringify(job));
          else if (left.length > 0) terminal.print(renderJobs(left));
          else terminal.note('no such jobs');

          if (chosen.dryRun) return;
          const running = left.filter((job) => job.status === 'RUNNING').length;
          if (running > 0)
            terminal.note(`${numberOfJobs(running)} still running, to end before the next call`);
          const ended = left.filter((job) => isFinal(job.status) && job.status !== 'CANCELLED');
          if (ended.length > 0) {
            terminal.note(`${numberOfJobs(ended.length)} had ended already`);
            exitWith(1);
          }
        },
      );
    });
}

const examples = `
Examples:
  $ sluice cancel 3f9c2a
  $ sluice cancel --status QUEUED --analysis meeting-minutes --stack Sluice`;
