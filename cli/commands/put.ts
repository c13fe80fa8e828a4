import { Command } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { uploadKey } from '../../shared/document/upload-key.ts';
import type { Lane } from '../../shared/job/lane.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { inParallel } from '../in-parallel.ts';
import { checkAnalysis } from '../uploads/check-analysis.ts';
import { checkFiles } from '../uploads/check-files.ts';
import { repetitionNotes } from '../uploads/repeated-files.ts';
import { uploadPaths } from '../uploads/upload-paths.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface PutOptions {
  readonly analysis: string;
  readonly lane: Lane;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

const concurrentUploads = 8;

/** `sluice put`: documents in, without waiting for results. */
export function putCommand({ terminal, open }: CommandContext): Command {
  return new Command('put')
    .summary('upload documents and do not wait')
    .description('Uploads documents into the documents bucket and does not wait for their results.')
    .argument('<file...>', 'documents to upload')
    .addOption(options.analysisOption())
    .addOption(options.laneOption())
    .addOption(options.jsonOption('print bucket, key and version of each upload'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (files: string[], chosen: PutOptions) => {
      checkAnalysis(chosen.analysis, catalogue.keys());
      await checkFiles(files);
      for (const note of repetitionNotes(files)) terminal.note(note);
      const { uploadFile } = await import('../uploads/upload-file.ts');

      const paths = uploadPaths(files);
      const keys = new Map(
        paths.map((path, index) => [uploadKey({ ...chosen, path }), files[index] ?? path]),
      );
      await withDeployment(
        async () => open(chosen, 'upload'),
        async (deployment) => {
          const uploads = await inParallel([...keys], concurrentUploads, async ([key, file]) =>
            uploadFile(deployment, file, key),
          );
          for (const { bucket, key, version, sizeBytes } of uploads) {
            terminal.print(chosen.json ? JSON.stringify({ bucket, key, version, sizeBytes }) : key);
          }
          if (deployment.kind === 'embedded') {
            terminal.note(
              'no pipeline is running here: `sluice dev` will work on what was uploaded',
            );
          }
          terminal.note('`sluice ls` lists the jobs, `sluice show KEY` shows one');
        },
      );
    });
}

const examples = `
Examples:
  $ sluice put board.vtt --analysis meeting-minutes
  $ sluice put calls/*.vtt --analysis meeting-minutes --lane nightly --stack Sluice

The key that is printed names the document: \`sluice show KEY\` shows its newest job.`;
