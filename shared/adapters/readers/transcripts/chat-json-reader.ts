import type { Turn } from '../../../document/document-text.ts';
import { DocumentDamaged, EmptyDocument } from '../../../failure/document-errors.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { lineOf } from './captions-of-segments.ts';
import { type Conversation, findConversations } from './chat-conversations.ts';
import { type ChatMessage, chatMessageOf } from './chat-message.ts';
import { mostJsonCharacters, parseJson, startsAsJson } from './parse-json.ts';

/** A message has at least one of these; most other JSON need not be searched to be told apart. */
const telltale =
  /"(?:speaker|sender|author|username|from|user|name|role)"\s*:|\[\s*"[^"\n]{1,100}"\s*,\s*"/;

/**
 * Whether it is JSON of which messages are the greater part.
 *
 * @param json parses it, or has parsed it
 */
export function isChatJson(text: string, json: () => unknown = () => parseJson(text)): boolean {
  return (
    text.length <= mostJsonCharacters &&
    startsAsJson(text) &&
    (hasArrayInside(text) || isOfMessages(json())) &&
    telltale.test(text) &&
    findConversations(json()) !== null
  );
}

/** Messages stand in an array. A list of plain records holds no other, and that is found in no time. */
function hasArrayInside(text: string): boolean {
  return text.includes('[', text.search(/\S/) + 1);
}

function isOfMessages(json: unknown): boolean {
  return Array.isArray(json) && chatMessageOf(json[0]) !== null;
}

/**
 * Reads the messages of chats: a line each, `[time] Name: words`, and a heading before each
 * conversation where there are several. The seconds of turns count from the first message of their
 * conversation.
 *
 * @throws {DocumentDamaged} where the JSON is no chat
 * @throws {EmptyDocument} where no message has words
 */
export const readChatJson = ({ text, json }: FormatInput): ReadText => {
  const found = findConversations(json === undefined ? parseJson(text) : json());
  if (found === null) throw new DocumentDamaged('chat in JSON');

  const { conversations, isMoreThanChat } = found;
  const page = new ChatPage();
  for (const [index, conversation] of conversations.entries()) {
    if (conversations.length > 1) {
      page.addHeading(conversation.label ?? `Conversation ${index + 1}`);
    }
    page.addMessages(conversation);
  }
  if (page.turns.length === 0) throw new EmptyDocument();

  const lastSeconds = page.turns.at(-1)?.startSeconds ?? null;
  return {
    text: page.text,
    turns: page.turns,
    pages: null,
    durationSeconds: conversations.length === 1 ? lastSeconds : null,
    warnings: isMoreThanChat ? ['only the messages are read; the other fields are left out'] : [],
  };
};

class ChatPage {
  readonly turns: Turn[] = [];
  readonly #lines: string[] = [];
  #length = 0;

  get text(): string {
    return this.#lines.join('\n');
  }

  addHeading(label: string): void {
    if (this.#lines.length > 0) this.#add('');
    this.#add(`# ${label}`);
    this.#add('');
  }

  addMessages({ messages }: Conversation): void {
    const firstSeconds = messages.find(({ time }) => time !== null)?.time?.seconds ?? 0;
    for (const message of messages) {
      const words = tidied(message.words);
      if (words === '') continue;
      const speaker = lineOf(message.sender);
      const time = message.time === null ? '' : `[${message.time.label}] `;
      const prefix = `${time}${speaker}: `;
      const start = this.#length + prefix.length;
      this.turns.push({
        start,
        end: start + words.length,
        speaker,
        startSeconds: secondsSince(firstSeconds, message),
        endSeconds: null,
        cues: [],
      });
      this.#add(prefix + words);
    }
  }

  #add(line: string): void {
    this.#lines.push(line);
    this.#length += line.length + 1;
  }
}

/** Counted in milliseconds, so that differences stay short. Clocks may run backwards: never below 0. */
function secondsSince(firstSeconds: number, { time }: ChatMessage): number | null {
  if (time === null) return null;
  const since = time.isSinceBegin ? time.seconds : time.seconds - firstSeconds;
  return Math.max(0, Math.round(since * 1000) / 1000);
}

/** Keeps the lines of a message, for example of code, but nothing that is no text. */
function tidied(words: string): string {
  return words
    .toWellFormed()
    .replaceAll('\uFEFF', '')
    .replaceAll(/\r\n?|[\v\f\u0085]/g, '\n')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, '')
    .trim();
}
