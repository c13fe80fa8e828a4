import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface ReadOptions {
  readonly json: boolean;
  readonly password?: string;
}

/** `sluice read`: what the reader makes of files, without a model and without a pipeline. */
export function readCommand({ terminal, exitWith }: CommandContext): Command {
  return new Command('read')
    .summary('show what a model would get to see of a file')
    .description(
      'Reads files as the worker does, and prints what it makes of them: the format, the ranges of turns or pages, warnings, and the text. No model is asked.',
    )
    .argument('<file...>', 'files of any format')
    .option('--password <password>', 'opens files that are protected')
    .addOption(options.jsonOption('print what was read of each file'))
    .addHelpText('after', examples)
    .action(async (files: string[], { json, password }: ReadOptions) => {
      const { checkFiles } = await import('../uploads/check-files.ts');
      const { localReader } = await import('../read/local-reader.ts');
      const { readOneFile } = await import('../read/read-file.ts');
      const { renderFileReading } = await import('../output/file-reading.ts');

      await checkFiles(files);
      const reader = localReader();
      for (const file of files) {
        const reading = await readOneFile(reader, { file, password: password ?? null });
        if (reading.kind === 'failure') exitWith(1);
        terminal.print(json ? JSON.stringify(reading) : renderFileReading(reading));
      }
    });
}

const examples = `
Examples:
  $ sluice read board.vtt
  $ sluice read contracts/*.pdf --json | jq '{file, characters, warnings}'

The exit code is 1 where some file could not be read.`;
