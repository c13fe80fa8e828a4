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

/** `sluice resume`: what was refused has been repaired, or what was asked for need not be waited for. */
export function resumeCommand({ terminal, open }: CommandContext): Command {
  return new Command('resume')
    .summary('let jobs go on that a provider refused, or put off')
    .description(
      `Lets the jobs go on that are held because a provider refused the account or the model, and those that
wait since a provider asked for it or takes no calls.`,
    )
    .addOption(
      new Option('--provider <name>', 'only those of this provider').choices(providerNames),
    )
    .addOption(options.jsonOption('print what was refused, and what was waited for'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (chosen: ResumeOptions) => {
      const { resumeJobs } = await import('../jobs/resume-jobs.ts');
      const { numberOfJobs } = await import('../output/number-of-jobs.ts');

      const { closed, lifted, hastened, kind } = await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => ({
          kind: deployment.kind,
          ...(await resumeJobs(deployment, { ...chosen, now: new Date() })),
        }),
      );
      for (const { scope, openedAt, code, problem, probes } of closed) {
        terminal.print(
          chosen.json
            ? JSON.stringify({ scope, openedAt, code, problem, probes })
            : `${scope}, refused since ${openedAt}: ${problem}`,
        );
      }
      for (const { provider, notBefore } of lifted) {
        terminal.print(
          chosen.json
            ? JSON.stringify({ scope: provider, notBefore })
            : `${provider}, not to be called before ${notBefore}: is called again`,
        );
      }
      if (hastened > 0)
        terminal.note(`${numberOfJobs(hastened)} queued that waited for a provider`);
      if (closed.length > 0)
        terminal.note(kind === 'embedded' ? goesOnLater(samePlace(chosen)) : goesOnNow);
      else if (lifted.length + hastened === 0) terminal.note(nothingToDo(chosen));
      else if (kind === 'embedded') terminal.note(goesOnLater(samePlace(chosen)));
    });
}

const nothingToDo = ({ provider }: ResumeOptions): string =>
  `${provider ?? 'no provider'} ${provider === undefined ? 'refuses calls or is' : 'neither refuses calls nor is'} waited for; nothing was changed`;
const goesOnNow = 'the held jobs are queued again within a minute, many of them little by little';
const goesOnLater = (place: string) =>
  `the jobs go on with the next sluice run or sluice dev there: \`sluice dev${place}\``;

const examples = `
Examples:
  $ sluice ls --status HELD
  $ sluice resume
  $ sluice resume --provider deepseek --stack Sluice`;
