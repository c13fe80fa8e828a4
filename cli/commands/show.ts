import { Command, Option } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { isFinal } from '../../shared/job/job-status.ts';
import { CommandError } from '../command-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { JobItem } from '../jobs/job-item.ts';
import type { Terminal } from '../output/terminal.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface ShowOptions {
  readonly json: boolean;
  readonly exchange: boolean;
  readonly reasoning: boolean;
  readonly html?: string;
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
    .addOption(
      new Option('--reasoning', 'print what the model thought before it answered instead')
        .default(false)
        .conflicts(['exchange', 'json']),
    )
    .addOption(
      new Option(
        '--html <file>',
        'write a page: the document with its quotes, output beside it',
      ).conflicts(['exchange', 'json', 'reasoning']),
    )
    .addOption(options.jsonOption('print the result'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (name: string, chosen: ShowOptions) => {
      const { findJobIfKept, missingJob } = await import('../jobs/find-job.ts');
      const { noteIdlePipeline } = await import('../jobs/note-idle-pipeline.ts');
      const { envelopeOfJob } = await import('../jobs/envelope-of-job.ts');
      const { putOffUntil } = await import('../jobs/put-off-until.ts');
      const { renderSummary } = await import('../output/job-summary.ts');

      await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => {
          const search = { name, analyses: catalogue.keys(), now: new Date() };
          const job = await findJobIfKept(deployment, search);
          if (job === undefined) {
            await noteIdlePipeline(deployment, [], terminal);
            throw new CommandError(missingJob(name));
          }
          const envelope = await envelopeOfJob(deployment, job);
          const shown = { deployment, job, envelope };
          if (chosen.html !== undefined) await writePage(chosen.html, shown, terminal);
          else if (chosen.reasoning) await printReasoning(shown, terminal);
          else if (chosen.exchange) await printExchanges(shown, terminal);
          else
            terminal.print(
              chosen.json ? JSON.stringify(envelope) : renderSummary(envelope, putOffUntil(job)),
            );
          if (!isFinal(job.status)) await noteIdlePipeline(deployment, [job], terminal);
        },
      );
    });
}

interface Shown {
  readonly deployment: Deployment;
  readonly job: JobItem;
  readonly envelope: ResultEnvelope;
}

async function printExchanges({ deployment, envelope }: Shown, terminal: Terminal): Promise<void> {
  const { exchangeLinesOfJob } = await import('../jobs/exchanges-of-job.ts');
  for (const line of await exchangeLinesOfJob(deployment, envelope)) terminal.print(line);
}

async function printReasoning({ deployment, envelope }: Shown, terminal: Terminal): Promise<void> {
  const { exchangesOfJob } = await import('../jobs/exchanges-of-job.ts');
  const { renderReasoning } = await import('../output/reasoning.ts');

  const reasoning = renderReasoning(await exchangesOfJob(deployment, envelope));
  for (const text of reasoning) terminal.print(text);
  if (reasoning.length === 0) {
    terminal.note(
      'no reasoning is kept: the model did not think, or its provider does not show it',
    );
  }
}

async function writePage(
  file: string,
  { deployment, job, envelope }: Shown,
  terminal: Terminal,
): Promise<void> {
  const { exchangesOfJob } = await import('../jobs/exchanges-of-job.ts');
  const { writeText } = await import('../output/write-text.ts');
  const { renderPage } = await import('../output/html/render-page.ts');
  const { localReader } = await import('../read/local-reader.ts');
  const { readJobText } = await import('../read/read-job-text.ts');

  const document = await readJobText(deployment, job, localReader());
  const exchanges = await exchangesOfJob(deployment, envelope);
  await writeText(file, renderPage({ envelope, document, exchanges }));
  terminal.note(`wrote ${file}`);
}

const examples = `
Examples:
  $ sluice show 3f9c2a
  $ sluice show inbox/meeting-minutes/board.vtt --json | jq .output
  $ sluice show 3f9c2a --html board.html`;
