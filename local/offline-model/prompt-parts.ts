import type { ChatMessage } from './chat-request.ts';

/** What the offline model reads out of a rendered prompt. */
export interface PromptParts {
  /** Everything in front of the document: the same for every document of an analysis. */
  readonly instructions: string;
  readonly document: string;
  /** The JSON Schema as it was sent; `null` where the prompt has none. */
  readonly schemaJson: string | null;
}

/** Takes apart what shared/extraction/render-prompt.ts put together. */
export function readPrompt(messages: readonly ChatMessage[]): PromptParts {
  const textOf = (isWanted: (role: string) => boolean): string =>
    messages
      .filter(({ role }) => isWanted(role))
      .map(({ content }) => content)
      .join('\n');
  const instructions = textOf(isInstruction);
  return {
    instructions,
    document: documentIn(textOf((role) => !isInstruction(role))),
    schemaJson: between(instructions, '<json_schema>', '</json_schema>'),
  };
}

/** The text between the two marks, or all of it where it has none. */
function documentIn(text: string): string {
  const mark = /<document mark="([^"]*)">\n/u.exec(text);
  if (mark === null) return text;
  const start = mark.index + mark[0].length;
  const end = text.lastIndexOf(`\n</document mark="${mark[1]}">`);
  return text.slice(start, end === -1 ? text.length : Math.max(start, end));
}

function between(text: string, opening: string, closing: string): string | null {
  const start = text.indexOf(opening);
  const end = text.indexOf(closing, start);
  return start === -1 || end === -1 ? null : text.slice(start + opening.length, end);
}

function isInstruction(role: string): boolean {
  return role === 'system' || role === 'developer';
}
