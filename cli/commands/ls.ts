import { Command, Option } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { noAnalysis } from '../../shared/job/job-id.ts';
import { jobStatuses } from '../../shared/job/job-status.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { chosenDates } from '../jobs/dates.ts';
import { checkAnalysis } from '../uploads/check-analysis.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface LsOptions {
  readonly analysis?: string;
  readonly status?: string;
  readonly since?: string;
  readonly days: number;
  readonly limit: number;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice ls`: which jobs there are. */
export function lsCommand({ terminal, open }: CommandContext): Command {
  return new Command('ls')
    .summary('list jobs')
    .description('Lists jobs by time of upload, the newest first.')
    .option('--analysis <name>', `only of this analysis (${noAnalysis.analysis}: of none)`)
    .addOption(new Option('--status <status>', 'only in this state').choices(jobStatuses))
    .addOption(options.daysOption('uploaded'))
    .addOption(options.sinceOption('uploaded'))
    .addOption(
      new Option('--limit <number>', 'at most so many')
        .argParser(options.positiveInteger)
        .default(100),
    )
    .addOption(options.jsonOption('print the jobs'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (chosen: LsOptions) => {
      const known = [...catalogue.keys(), noAnalysis.analysis];
      if (chosen.analysis !== undefined) checkAnalysis(chosen.analysis, known);
      const { listJobs } = await import('../jobs/list-jobs.ts');
      const { noteIdlePipeline } = await import('../jobs/note-idle-pipeline.ts');
      const { renderJobs } = await import('../output/job-table.ts');

      const now = new Date();
      await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => {
          const jobs = await listJobs(deployment, {
            analyses: chosen.analysis === undefined ? known : [chosen.analysis],
            dates: chosenDates(now, chosen),
            limit: chosen.limit,
            status: chosen.status,
          });
          if (chosen.json) for (const job of jobs) terminal.print(JSON.stringify(job));
          else if (jobs.length > 0) terminal.print(renderJobs(jobs));
          else terminal.note('no such jobs; --days looks further back');
          if (jobs.length === chosen.limit) {
            terminal.note(`the newest ${chosen.limit}; --limit shows more`);
          }
          await noteIdlePipeline(deployment, jobs, terminal);
        },
      );
    });
}

const examples = `
Examples:
  $ sluice ls
  $ sluice ls --status FAILED --days 30 --json | jq -r .error.code | sort | uniq -c`;
