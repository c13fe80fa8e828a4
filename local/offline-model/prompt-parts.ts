import * as z from 'zod';
import type { ChatMessage } from './chat-request.ts';

/** What the offline model reads out of a rendered prompt. */
export interface PromptParts {
  /** Everything in front of the document: the same for every document of an analysis. */
  readonly instructions: string;
  readonly document: string;
  /** The JSON Schema as it was sent; `null` where the prompt has none. */
  readonly schemaJson: string | null;
  /** What parts of a long document say, where they are to be merged; else `null`. */
  readonly partials: readonly Readonly<Record<string, unknown>>[] | null;
}

/**
 * Takes apart what shared/extraction/render-prompt.ts and merge/render-merge-prompt.ts put together.
 *
 * @throws {SyntaxError} when something to be merged is not JSON
 */
export function readPrompt(messages: readonly ChatMessage[]): PromptParts {
  const textOf = (isWanted: (role: string) => boolean): string =>
    messages
      .filter(({ role }) => isWanted(role))
      .map(({ content }) => content)
      .join('\n');
  const instructions = textOf(isInstruction);
  const input = textOf((role) => !isInstruction(role));
  const partLines = marked('parts', input);
  return {
    instructions,
    document: marked('document', input) ?? input,
    partials: partLines === null ? null : partLines.split('\n').map(readPartial),
    schemaJson: between(instructions, '<json_schema>', '</json_schema>'),
  };
}

/**
 * The text between the two marks of a name, the first of which begins a line. Parts begin the whole
 * text: a document may hold lines that look like them.
 */
function marked(name: 'document' | 'parts', text: string): string | null {
  const opening = new RegExp(`^<${name} mark="([^"]*)">\\n`, name === 'parts' ? 'u' : 'mu');
  const mark = opening.exec(text);
  if (mark === null) return null;
  const start = mark.index + mark[0].length;
  const end = text.lastIndexOf(`\n</${name} mark="${mark[1]}">`);
  return text.slice(start, end === -1 ? text.length : Math.max(start, end));
}

function readPartial(line: string): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(line));
}

function between(text: string, opening: string, closing: string): string | null {
  const start = text.indexOf(opening);
  const end = text.indexOf(closing, start);
  return start === -1 || end === -1 ? null : text.slice(start + opening.length, end);
}

function isInstruction(role: string): boolean {
  return role === 'system' || role === 'developer';
}
