import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { readCliSettings } from '../shared/settings/cli-settings.ts';
import { processTerminal } from './output/terminal.ts';
import { runProgram } from './run-program.ts';

const packageFile = new URL('../package.json', import.meta.url);
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(await readFile(packageFile, 'utf8')));

process.exitCode = await runProgram(process.argv.slice(2), {
  terminal: processTerminal(),
  version,
  showsStack: readCliSettings().showsStack,
});
