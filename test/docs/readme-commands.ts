import type { Command } from 'commander';
import { fencedBlocks } from './markdown.ts';

/** A use of the `sluice` command in a page. */
export interface CommandUse {
  /** As it stands there, on one line. */
  readonly text: string;
  readonly name: string;
  readonly options: readonly string[];
}

/** Every use of `sluice` in shell blocks and in code within sentences. */
export function commandUses(markdown: string): CommandUse[] {
  const shell = fencedBlocks(markdown, 'sh').flatMap(commandLines);
  const inline = [...markdown.matchAll(/`(npx sluice [^`]+)`/g)].map(([, text = '']) => text);
  return [...shell, ...inline].flatMap((text) => {
    const name = /^npx sluice ([a-z]+)/.exec(text)?.[1];
    return name === undefined ? [] : [{ text, name, options: optionsIn(text) }];
  });
}

/** Options that a page mentions, with or without a command in front. */
export function mentionedOptions(markdown: string): string[] {
  const inline = [...markdown.matchAll(/`(--[a-z][^`]*)`/g)].map(([, text = '']) => text);
  return inline.flatMap(optionsIn);
}

/** The SQL of every `sluice sql` in shell blocks. */
export function queriesIn(markdown: string): string[] {
  return fencedBlocks(markdown, 'sh')
    .flatMap(commandLines)
    .flatMap((line) => /^npx sluice sql '([^']+)'/.exec(line)?.[1] ?? []);
}

/** Long names of the options of a command and of the commands below it. */
export function optionNames(command: Command | undefined): string[] {
  const commands = command === undefined ? [] : [command, ...command.commands];
  return [
    '--help',
    ...commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? [])),
  ];
}

/** A quoted argument may go over several lines. */
function commandLines(block: string): string[] {
  return [...block.matchAll(/^\w+ (?:'[^']*'|[^'\n])*/gm)].map(([line]) => line);
}

function optionsIn(text: string): string[] {
  return text.replaceAll(/'[^']*'|"[^"]*"/g, '').match(/--[a-z][a-z-]*/g) ?? [];
}
