import { Command, Option } from 'commander';
import { type UsageGroup, usageGroups } from '../../shared/money/usage-report.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { chosenDates } from '../jobs/dates.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface UsageOptions {
  readonly by?: UsageGroup;
  readonly since?: string;
  readonly days: number;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice usage`: what calls took and cost, from the ledger. */
export function usageCommand({ terminal, open }: CommandContext): Command {
  return new Command('usage')
    .summary('tell what calls cost')
    .description(
      `Adds up the ledger: one line per call that may have been billed.

A sum with "+ ?" lacks what is not known. The paid ratio is whole answers received / distinct
requests answered: 1.00 where no answer was paid for again.`,
    )
    .addOption(new Option('--by <group>', 'a row each instead of one sum').choices(usageGroups))
    .addOption(options.daysOption('calls that started'))
    .addOption(options.sinceOption('calls that started'))
    .addOption(options.jsonOption('print the rows'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (chosen: UsageOptions) => {
      const { readLedger } = await import('../money/read-ledger.ts');
      const { reportUsage } = await import('../../shared/money/usage-report.ts');
      const { renderUsage } = await import('../output/usage-table.ts');

      const dates = chosenDates(new Date(), chosen);
      const lines = await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => readLedger(deployment, dates),
      );
      const reports = reportUsage(lines, chosen.by ?? null);
      if (chosen.json) for (const report of reports) terminal.print(JSON.stringify(report));
      else if (reports.length > 0) terminal.print(renderUsage(reports, chosen.by ?? null));
      else terminal.note('no calls; --days looks further back');
    });
}

const examples = `
Examples:
  $ sluice usage
  $ sluice usage --by analysis --since 2026-05-01
  $ sluice usage --by day --days 30 --json | jq -r '[.group, .knownCost.amount] | @tsv'`;
