import { Command, InvalidArgumentError } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { toBillionths } from '../../shared/money/billionths.ts';
import { allAnalyses, type BudgetLimit } from '../../shared/money/budget.ts';
import { CommandError } from '../command-error.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { checkAnalysis } from '../uploads/check-analysis.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

/** `sluice budget`: what may be spent on a day. */
export function budgetCommand(context: CommandContext): Command {
  return new Command('budget')
    .summary('limit what may be spent on a day')
    .description(
      `Limits what calls may cost on one day (UTC), over all analyses and for single ones. A job
whose next call may not fit is held until midnight UTC, or until the budget is raised.`,
    )
    .addCommand(setCommand(context))
    .addCommand(showCommand(context));
}

interface SetOptions {
  readonly daily?: string;
  readonly tokens?: number;
  readonly analysis?: string;
  readonly allowUnknownPrice: boolean;
  readonly remove: boolean;
  readonly data?: string;
  readonly stack?: string;
}

function setCommand({ terminal, open }: CommandContext): Command {
  return new Command('set')
    .summary('set or remove a budget')
    .description(
      `Sets a budget in place of the one before, or removes it. Calls are held to it within a minute;
what was spent before it was set does not count, nor do pages of text recognition.`,
    )
    .option('--daily <amount>', 'most that a day may cost, in USD, as in 2.50', amount)
    .option('--tokens <number>', 'most tokens that a day may take', options.positiveInteger)
    .option('--analysis <name>', 'of this analysis alone (default: over all)')
    .option('--allow-unknown-price', 'let calls through whose price is not known', false)
    .option('--remove', 'no limit any more', false)
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (chosen: SetOptions) => {
      const limit = limitOf(chosen, new Date());
      const { budgetsOf } = await import('../money/budgets-of.ts');
      const { describeLimit } = await import('../output/budget-table.ts');

      await withDeployment(
        async () => open(chosen, 'configure'),
        async (deployment) => budgetsOf(deployment).setLimit(limit),
      );
      terminal.note(`budget ${limit.scope}: ${describeLimit(limit)}; it counts within a minute`);
    });
}

/** @throws {CommandError} where the options contradict one another or say nothing */
function limitOf(chosen: SetOptions, now: Date): BudgetLimit {
  const { daily, tokens, analysis, allowUnknownPrice, remove } = chosen;
  const isLimited = daily !== undefined || tokens !== undefined;
  if (remove === isLimited) {
    throw new CommandError('give --daily, --tokens or both; or --remove alone');
  }
  // The budget of an analysis that was taken out can still be removed.
  if (analysis !== undefined && !remove) checkAnalysis(analysis, catalogue.keys());
  return {
    scope: analysis ?? allAnalyses,
    billionths: daily === undefined ? null : toBillionths(daily),
    currency: 'USD',
    tokens: tokens ?? null,
    unknownPrice: allowUnknownPrice ? 'allow' : 'hold',
    changedAt: now.toISOString(),
  };
}

interface ShowOptions {
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

function showCommand({ terminal, open }: CommandContext): Command {
  return new Command('show')
    .summary('show budgets and what is used of them')
    .description('Shows each budget, what is settled and reserved of it today, and what it holds.')
    .addOption(options.jsonOption('print the budgets'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .action(async (chosen: ShowOptions) => {
      const { readBudgets } = await import('../money/read-budgets.ts');
      const { renderBudgets } = await import('../output/budget-table.ts');

      const budgets = await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => readBudgets(deployment, new Date()),
      );
      if (chosen.json) for (const budget of budgets) terminal.print(JSON.stringify(budget));
      else if (budgets.length > 0) terminal.print(renderBudgets(budgets));
      else terminal.note('no budget is set; sluice budget set --daily 5 sets one');
    });
}

/** An exact decimal up to a million, the most that whole billionths leave room to add up. */
function amount(text: string): string {
  if (!/^\d{1,6}(\.\d{1,9})?$/.test(text)) {
    throw new InvalidArgumentError('expected an amount below 1000000, such as 2.50');
  }
  return text;
}

const examples = `
Examples:
  $ sluice budget set --daily 5
  $ sluice budget set --analysis meeting-minutes --daily 2.50 --tokens 4000000
  $ sluice budget set --analysis meeting-minutes --remove`;
