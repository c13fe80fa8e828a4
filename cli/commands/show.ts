import { Command } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { exchangeKey } from '../../shared/document/result-keys.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface ShowOptions {
  readonly json: boolean;
  readonly exchange: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice show`: one job with its output. */
export function showCommand({ terminal, open }: CommandContext): Command {
  return new Command('show')
    .summary('show one job and its output')
    .description('Shows one job: what became of it, what it cost, and its output.')
    .argument('<job>', 'job id, its first 6 or more digits, or the key of a document')
    .option('--exchange', 'print the stored exchanges with the model instead, one a line', false)
    .addOption(options.jsonOption('print the result'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (name: string, chosen: ShowOptions) => {
      const { findJob } = await import('../jobs/find-job.ts');
      const { envelopeOfJob } = await import('../jobs/envelope-of-job.ts');
      const { renderSummary } = await import('../output/job-summary.ts');

      await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => {
          const search = { name, analyses: catalogue.keys(), now: new Date() };
          const job = await findJob(deployment, search);
          const envelope = await envelopeOfJob(deployment, job);
          if (chosen.exchange) {
            for (const exchange of await exchangesOf(deployment, envelope))
              terminal.print(exchange);
          } else {
            terminal.print(chosen.json ? JSON.stringify(envelope) : renderSummary(envelope));
          }
        },
      );
    });
}

async function exchangesOf(
  deployment: Deployment,
  { coverage }: ResultEnvelope,
): Promise<string[]> {
  const { readResultsObject } = await import('../jobs/read-result.ts');
  const hashes = (coverage?.parts ?? []).flatMap(({ exchange }) => exchange ?? []);
  const exchanges = await Promise.all(
    hashes.map(async (hash) => readResultsObject(deployment, exchangeKey(hash))),
  );
  return exchanges.filter((exchange) => exchange !== undefined).map((exchange) => exchange.trim());
}

const examples = `
Examples:
  $ sluice show 3f9c2a
  $ sluice show inbox/meeting-minutes/board.vtt --json | jq .output`;
