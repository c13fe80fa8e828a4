import { Command } from 'commander';
import { openDeployment } from './deployment/open-deployment.ts';
import type { LocalListener } from './deployment/open-local.ts';
import type { Terminal } from './output/terminal.ts';
import type { StartingContext } from './commands/command-context.ts';
import { budgetCommand } from './commands/budget.ts';
import { cancelCommand } from './commands/cancel.ts';
import { deleteCommand } from './commands/delete.ts';
import { demoCommand } from './commands/demo.ts';
import { devCommand } from './commands/dev.ts';
import { lsCommand } from './commands/ls.ts';
import { putCommand } from './commands/put.ts';
import { readCommand } from './commands/read.ts';
import { resumeCommand } from './commands/resume.ts';
import { retryCommand } from './commands/retry.ts';
import { runCommand } from './commands/run.ts';
import { showCommand } from './commands/show.ts';
import { sqlCommand } from './commands/sql.ts';
import { usageCommand } from './commands/usage.ts';

/** What the command is part of. */
export interface ProgramContext {
  readonly terminal: Terminal;
  readonly exitWith: (code: 0 | 1) => void;
  readonly version: string;
}

/** The `sluice` command; it throws a CommanderError where it would end the process. */
export function program({ terminal, exitWith, version }: ProgramContext): Command {
  const sluice = new Command('sluice')
    .description('Drop documents into a bucket; get validated JSON, every token accounted for.')
    .version(version)
    .option(
      '--verbose',
      'show what the functions log, and where a failure of the command comes from',
    );
  const listener = () => listenerOf(terminal, sluice.opts()['verbose'] === true);
  const context: StartingContext = {
    terminal,
    exitWith,
    listener,
    open: async (options, purpose) => openDeployment(options, listener(), purpose),
  };
  const commands = [
    runCommand,
    devCommand,
    putCommand,
    readCommand,
    lsCommand,
    showCommand,
    retryCommand,
    cancelCommand,
    deleteCommand,
    resumeCommand,
    sqlCommand,
    usageCommand,
    budgetCommand,
    demoCommand,
  ].map((make) => make(context));
  for (const command of commands) sluice.addCommand(command);
  const subcommands = commands.flatMap((command) => command.commands);
  for (const command of [sluice, ...commands, ...subcommands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    });
  }
  return sluice;
}

function listenerOf(terminal: Terminal, isVerbose: boolean): LocalListener {
  const note = (text: string) => terminal.note(text);
  return isVerbose
    ? { note, log: ({ functionName, line }) => terminal.note(`${functionName} ${line}`) }
    : { note };
}
