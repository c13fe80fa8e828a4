import { Command, Option } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { CommandError } from '../command-error.ts';
import { defaultDataDirectory } from '../deployment/open-deployment.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import type { StartingContext } from './command-context.ts';
import * as options from './shared-options.ts';

/** `sluice dev`: the local pipeline, kept running. */
export function devCommand({ terminal, listener }: StartingContext): Command {
  return new Command('dev')
    .summary('keep the local pipeline running')
    .description(
      'Runs the whole pipeline on this machine until it is interrupted, and prints a line for each result.',
    )
    .addOption(
      new Option('--port <number>', 'port for S3 and SQS (default: any free one)').argParser(
        options.positiveInteger,
      ),
    )
    .addOption(options.jsonOption('print whole results instead of a line for each'))
    .option('--data <dir>', 'state of the local pipeline', defaultDataDirectory)
    .addHelpText('after', examples)
    .action(async ({ data, json, port }: { data: string; json: boolean; port?: number }) => {
      const { readRunningPipeline } = await import('../../local/data-directory.ts');
      const { refuseFile } = await import('../deployment/refuse-file.ts');
      const { startEmbedded } = await import('../deployment/open-local.ts');
      const { withFixedPort } = await import('../deployment/fixed-port.ts');
      const { describePipeline } = await import('../output/describe-pipeline.ts');
      const { newResults } = await import('../run/new-results.ts');
      const { resultLine } = await import('../output/result-line.ts');

      await refuseFile(data);
      const running = await readRunningPipeline(data);
      if (running !== undefined) {
        throw new CommandError(`process ${running.pid} already runs a pipeline on ${data}`);
      }
      await withDeployment(
        async () => {
          const started = await startEmbedded(data, listener());
          return port === undefined ? started : withFixedPort(started, port);
        },
        async (deployment) => {
          terminal.note(describePipeline(deployment, [...catalogue.keys()]));
          for await (const result of newResults(deployment)) {
            terminal.print(json ? JSON.stringify(result) : resultLine(result));
          }
        },
        { exitCode: 0 },
      );
    });
}

const examples = `
Examples:
  $ sluice dev
  $ sluice --verbose dev                                (also what the functions log)
  $ sluice put board.vtt --analysis meeting-minutes     (in another terminal)`;
