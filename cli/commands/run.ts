import { Command, Option } from 'commander';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import type { Lane } from '../../shared/job/lane.ts';
import { modelSettingsOf } from '../deployment/own-pipeline-options.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import { checkAnalysis } from '../uploads/check-analysis.ts';
import { checkFiles } from '../uploads/check-files.ts';
import { checkManifests } from '../uploads/check-manifests.ts';
import { type TogetherOptions, togetherPath } from '../uploads/together-path.ts';
import { interruptedNote } from '../output/interrupted-note.ts';
import { repetitionNotes } from '../uploads/repeated-files.ts';
import { isOnlyTold, waysToKeep } from '../run/only-told.ts';
import { uploadPaths } from '../uploads/upload-paths.ts';
import { prepareFolder } from '../prepare-folder.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface RunOptions extends TogetherOptions {
  readonly analysis?: string;
  readonly lane: Lane;
  readonly out?: string;
  readonly json: boolean;
  readonly timeout: number;
  readonly data?: string;
  readonly stack?: string;
  readonly modelContext?: number;
  readonly thinking?: 'on' | 'off';
}

/** `sluice run`: documents in, results out, nothing left running. */
export function runCommand({ terminal, open, exitWith }: CommandContext): Command {
  return new Command('run')
    .summary('analyse documents and print what became of them')
    .description(
      `Analyses documents: uploads them, waits for their jobs and prints a table of what became of them.
Below it stands the output of a single document, where neither --out, --data nor --stack keeps it;
--json prints whole results instead.`,
    )
    .argument('<file...>', 'documents to analyse')
    .addOption(options.analysisOption())
    .addOption(options.laneOption())
    .addOption(options.togetherOption())
    .addOption(options.nameOption())
    .option('--out <dir>', 'copy the results there, one JSON file per document')
    .addOption(options.jsonOption('print one result per document, in the order of the arguments'))
    .addOption(
      new Option('--timeout <seconds>', 'wait no longer')
        .argParser(options.positiveInteger)
        .default(900),
    )
    .addOption(
      new Option(
        '--model-context <tokens>',
        'tokens of prompt and answer that the model is said to have; longer documents are cut',
      ).argParser(options.positiveInteger),
    )
    .addOption(
      new Option(
        '--thinking <mode>',
        'whether the model thinks before it answers (default: as the analysis says)',
      ).choices(['on', 'off']),
    )
    .addOption(options.dataOption('default: a temporary one, removed afterwards'))
    .addOption(options.stackOption())
    .addHelpText('after', `${options.analysesHelp()}\n${examples}`)
    .action(async (files: string[], chosen: RunOptions) => {
      const analysis = checkAnalysis(chosen.analysis, catalogue.keys());
      await checkFiles(files);
      await checkManifests(files);
      const together = togetherPath(files, chosen);
      if (chosen.out !== undefined) await prepareFolder('--out', chosen.out);
      for (const note of repetitionNotes(files)) terminal.note(note);
      const printsOutput = isOnlyTold(chosen);
      const isSeveral = together === undefined && new Set(uploadPaths(files)).size > 1;
      const isWarned = printsOutput && isSeveral;
      if (isWarned) terminal.note(`nothing is kept: ${waysToKeep}`);
      const { analyseFiles } = await import('../run/analyse-files.ts');
      const { showAnalysed } = await import('../run/show-analysed.ts');
      const { showOnlyOutput } = await import('../run/show-only-output.ts');
      const { copyResults } = await import('../run/copy-results.ts');
      const { exitCodeOf } = await import('../run/exit-code.ts');

      await withDeployment(
        async () => open({ ...chosen, modelSettings: modelSettingsOf(chosen) }, 'work-and-forget'),
        async (deployment) => {
          const request = { files, ...chosen, analysis, together, timeoutSeconds: chosen.timeout };
          const analysed = await analyseFiles(deployment, request, terminal);
          showAnalysed(analysed, chosen.json, terminal);
          if (printsOutput) showOnlyOutput(analysed, terminal);
          if (chosen.out !== undefined) {
            await copyResults(analysed, chosen.out);
            terminal.note(`results are in ${chosen.out}`);
          } else if (deployment.kind === 'temporary' && !isWarned) {
            terminal.note(`nothing was kept: ${waysToKeep}`);
          }
          exitWith(exitCodeOf(analysed.map(({ envelope }) => envelope)));
        },
        { tell: (deployment) => terminal.note(interruptedNote(deployment)) },
      );
    });
}

const examples = `
Examples:
  $ sluice run board.vtt --analysis meeting-minutes
  $ sluice run calls/*.vtt --analysis meeting-minutes --json | jq .output.actionItems
  $ sluice run handbook.txt --analysis document-digest --model-context 131072
  $ sluice run calls/*.vtt --analysis meeting-minutes --lane nightly --data .sluice
  $ sluice run agenda.md board.vtt --together --name board --analysis meeting-minutes

Exit code: 0 all succeeded, 1 some document did not, 2 the command itself is wrong.`;
