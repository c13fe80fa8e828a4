import { Command, Option } from 'commander';
import { providerNames } from '../../shared/extraction/provider-names.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { samePlace } from '../output/next-command.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface ResumeOptions {
  readonly provider?: string;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice resume`: what was refused has been repaired. */
export function resumeCommand({ terminal, open }: CommandContext): Command {
  return new Command('resume')
    .summary('let jobs go on that a provider refused')
    .description(
      'Lets the jobs go on that are held because a provider refused the account or the model.',
    )
    .addOption(
      new Option('--provider <name>', 'only those of this provider').choices(providerNames),
    )
    .addOption(options.jsonOption('print what was refused'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (chosen: ResumeOptions) => {
      const { closeBreakers } = await import('../jobs/close-breakers.ts');

      const { closed, kind } = await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => ({
          kind: deployment.kind,
          closed: await closeBreakers(deployment, { ...chosen, now: new Date() }),
        }),
      );
      for (const { scope, openedAt, code, problem, probes } of closed) {
        terminal.print(
          chosen.json
            ? JSON.stringify({ scope, openedAt, code, problem, probes })
            : `${scope}, refused since ${openedAt}: ${problem}`,
        );
      }
      if (closed.length === 0) terminal.note('no provider refuses calls; nothing was changed');
      else terminal.note(kind === 'embedded' ? goesOnLater(samePlace(chosen)) : goesOnNow);
    });
}

const goesOnNow = 'the held jobs are queued again within a minute, many of them little by little';
const goesOnLater = (place: string) =>
  `the held jobs go on with the next sluice run or sluice dev there: \`sluice dev${place}\``;

const examples = `
Examples:
  $ sluice ls --status HELD
  $ sluice resume
  $ sluice resume --provider deepseek --stack Sluice`;
