import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { DeploymentOptions } from '../deployment/deployment-options.ts';
import { defaultDataDirectory } from '../deployment/open-deployment.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { interruptedNote } from '../output/interrupted-note.ts';
import { samePlace } from '../output/next-command.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

const examplesFolder = fileURLToPath(new URL('../../examples', import.meta.url));

/** `sluice demo`: every shipped analysis over the shipped examples. */
export function demoCommand({ terminal, open, exitWith }: CommandContext): Command {
  return new Command('demo')
    .summary('analyse the shipped examples')
    .description(
      'Analyses the shipped examples, prints what became of them, and one result in full.',
    )
    .addOption(options.dataOption(`default: ${defaultDataDirectory}`))
    .addOption(options.stackOption())
    .action(async (chosen: DeploymentOptions) => {
      const { analyseExamples } = await import('../run/analyse-examples.ts');
      const { showAnalysed } = await import('../run/show-analysed.ts');
      const { copyResults } = await import('../run/copy-results.ts');
      const { exitCodeOf } = await import('../run/exit-code.ts');

      const work = async (deployment: Deployment) => {
        const { dataDirectory, resultsBucket } = deployment;
        const analysed = await analyseExamples(deployment, examplesFolder, terminal);
        const envelopes = analysed.map(({ envelope }) => envelope);
        showAnalysed(analysed, false, terminal);

        const copies = join(dataDirectory ?? defaultDataDirectory, 'demo');
        await copyResults(
          analysed.map(({ path, envelope }) => ({
            path: `${envelope.analysis}/${path}`,
            envelope,
          })),
          copies,
        );
        const shown = shortestResult(envelopes);
        terminal.print(`
The results are in ${copies}, and in the bucket ${resultsBucket}. To look at them:

  npx sluice ls${samePlace(chosen)}
  npx sluice show ${shown?.jobId ?? '<job>'}${samePlace(chosen)}
  npx sluice sql "select analysis, status, count(*) as jobs from jobs group by all"${samePlace(chosen)}
`);
        if (shown !== undefined) terminal.print(JSON.stringify(shown, null, 2));
        exitWith(exitCodeOf(envelopes));
      };
      await withDeployment(async () => open(chosen, 'work'), work, {
        tell: (deployment) => terminal.note(interruptedNote(deployment)),
      });
    });
}

/** One that a person can read on one screen, if there is one. */
function shortestResult(envelopes: readonly ResultEnvelope[]): ResultEnvelope | undefined {
  return envelopes
    .filter(({ status }) => status === 'SUCCEEDED')
    .toSorted((left, right) => sizeOf(left) - sizeOf(right))[0];
}

function sizeOf(envelope: ResultEnvelope): number {
  return JSON.stringify(envelope).length;
}
