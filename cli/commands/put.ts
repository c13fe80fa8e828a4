import { Command } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import type { Lane } from '../../shared/job/lane.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { checkAnalysis } from '../uploads/check-analysis.ts';
import { checkFiles } from '../uploads/check-files.ts';
import { checkManifests } from '../uploads/check-manifests.ts';
import { type TogetherOptions, togetherPath } from '../uploads/together-path.ts';
import { repetitionNotes } from '../uploads/repeated-files.ts';
import { samePlace } from '../output/next-command.ts';
import { noteIfNothingRuns } from '../output/note-if-nothing-runs.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface PutOptions extends TogetherOptions {
  readonly analysis?: string;
  readonly lane: Lane;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice put`: documents in, without waiting for results. */
export function putCommand({ terminal, open }: CommandContext): Command {
  return new Command('put')
    .summary('upload documents and do not wait')
    .description('Uploads documents into the documents bucket and does not wait for their results.')
    .argument('<file...>', 'documents to upload')
    .addOption(options.analysisOption())
    .addOption(options.laneOption())
    .addOption(options.togetherOption())
    .addOption(options.nameOption())
    .addOption(options.jsonOption('print bucket, key and version of each upload'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', `${options.analysesHelp()}\n${examples}`)
    .action(async (files: string[], chosen: PutOptions) => {
      const analysis = checkAnalysis(chosen.analysis, catalogue.keys());
      await checkFiles(files);
      await checkManifests(files);
      const together = togetherPath(files, chosen);
      for (const note of repetitionNotes(files)) terminal.note(note);
      const place = samePlace(chosen);
      const { uploadDocuments } = await import('../uploads/upload-documents.ts');
      const { unchangedNotes } = await import('../uploads/unchanged-notes.ts');

      await withDeployment(
        async () => open(chosen, 'upload'),
        async (deployment) => {
          const uploads = await uploadDocuments(deployment, {
            files,
            ...chosen,
            analysis,
            together,
          });
          for (const { bucket, key, version, sizeBytes } of uploads.values()) {
            terminal.print(chosen.json ? JSON.stringify({ bucket, key, version, sizeBytes }) : key);
          }
          for (const note of await unchangedNotes(deployment, uploads.values()))
            terminal.note(note);
          noteIfNothingRuns(deployment, { data: chosen.data, work: 'what was uploaded' }, terminal);
          terminal.note(
            `\`sluice ls${place}\` lists the jobs, \`sluice show KEY${place}\` shows one`,
          );
        },
      );
    });
}

const examples = `
Examples:
  $ sluice put board.vtt --analysis meeting-minutes
  $ sluice put calls/*.vtt --analysis meeting-minutes --lane nightly --stack Sluice
  $ sluice put agenda.md board.vtt --together --name board --analysis meeting-minutes

The key that is printed names the document: \`sluice show KEY\` shows its newest job.`;
