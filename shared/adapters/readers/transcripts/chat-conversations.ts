import { lineOf } from './captions-of-segments.ts';
import { type ChatMessage, chatMessageOf } from './chat-message.ts';
import { isRecord } from './parse-json.ts';

/** Messages that followed each other. */
export interface Conversation {
  /** What the JSON calls it; `null` where it does not. */
  readonly label: string | null;
  readonly messages: readonly ChatMessage[];
}

export interface FoundConversations {
  readonly conversations: readonly Conversation[];
  /** Whether the JSON says anything beside its conversations. */
  readonly isMoreThanChat: boolean;
}

/** How deep conversations are looked for, and what else is said is measured. */
const deepestLevel = 12;

/** A picture or a reaction among messages may look otherwise. */
const fewestMessagesShare = 0.9;

/** Of all that the JSON says, so much has to be in messages for it to be a chat. */
const fewestCharactersShare = 0.5;

const longestLabel = 120;
const titleKey = /(?:^|_)(?:title|subject|topic|name|channel)$/i;
const idKey = /(?:^|_)(?:id|number|key)$|Id$/;

/** @returns `null` where it is no chat, or messages are the smaller part of what it says */
export function findConversations(json: unknown): FoundConversations | null {
  const search = new ConversationSearch();
  search.visit(json, { label: null });
  const { conversations, characters, charactersInChats } = search;
  if (conversations.length === 0) return null;
  if (charactersInChats < characters * fewestCharactersShare) return null;
  return { conversations, isMoreThanChat: charactersInChats < characters };
}

/** What stands around a value, and calls it something. */
interface Surroundings {
  readonly label: string | null;
}

/** An object, which is only asked for its label where a conversation was found inside: most are not. */
class Properties implements Surroundings {
  readonly #properties: Readonly<Record<string, unknown>>;
  readonly #around: Surroundings;
  #label: string | null | undefined;

  constructor(properties: Readonly<Record<string, unknown>>, around: Surroundings) {
    this.#properties = properties;
    this.#around = around;
  }

  get label(): string | null {
    if (this.#label === undefined) this.#label = labelOf(this.#properties) ?? this.#around.label;
    return this.#label;
  }
}

class ConversationSearch {
  readonly conversations: Conversation[] = [];
  /** Of all texts, whatever they are. */
  characters = 0;
  charactersInChats = 0;
  #level = 0;

  /** @returns the conversation that the value itself is */
  visit(value: unknown, around: Surroundings): Conversation | null {
    if (typeof value === 'string') this.characters += value.length;
    if (this.#level > deepestLevel) return null;
    this.#level += 1;
    const conversation = Array.isArray(value) ? this.#visitElements(value, around) : null;
    if (isRecord(value)) this.#visitProperties(value, new Properties(value, around));
    this.#level -= 1;
    return conversation;
  }

  #visitElements(values: readonly unknown[], around: Surroundings): Conversation | null {
    const messages = conversationOf(values);
    if (messages === null) {
      for (const element of values) this.visit(element, around);
      return null;
    }
    const length = messages.reduce((sum, { words }) => sum + words.length, 0);
    this.characters += length;
    this.charactersInChats += length;
    const conversation = { label: around.label, messages };
    this.conversations.push(conversation);
    return conversation;
  }

  #visitProperties(value: Readonly<Record<string, unknown>>, around: Surroundings): void {
    const found: Conversation[] = [];
    for (const key of Object.keys(value)) {
      const isNamedByKey = found.length > 0 && around.label === null;
      const conversation = this.visit(value[key], isNamedByKey ? { label: key } : around);
      if (conversation === null) continue;
      // The same conversation once more, for example prepared for a machine.
      if (found.some((other) => isSameExchange(other, conversation))) this.conversations.pop();
      else found.push(conversation);
    }
  }
}

function conversationOf(values: readonly unknown[]): ChatMessage[] | null {
  if (values.length < 2 || chatMessageOf(values[0]) === null) return null;
  const messages = values.map(chatMessageOf).filter((message) => message !== null);
  const senders = new Set(messages.map(({ sender }) => sender));
  const hasWords = messages.some(({ words }) => words.trim() !== '');
  if (!hasWords || messages.length < values.length * fewestMessagesShare) return null;
  // In a list of things each has a name of its own; two may well have a chat of one message each.
  return senders.size < messages.length || isExchange(values) ? messages : null;
}

/** Whether the keys themselves say that these are messages. */
function isExchange(values: readonly unknown[]): boolean {
  return values.every(
    (value) => isRecord(value) && ['role', 'speaker', 'sender'].some((key) => key in value),
  );
}

function isSameExchange(one: Conversation, other: Conversation): boolean {
  return (
    one.messages.length === other.messages.length &&
    one.messages.every(({ sender }, index) => sender === other.messages[index]?.sender)
  );
}

function labelOf(properties: Readonly<Record<string, unknown>>): string | null {
  const title = scalarAt(titleKey, properties);
  if (title !== null) return title;
  const id = scalarAt(idKey, properties);
  return id === null ? null : `Conversation ${id}`;
}

function scalarAt(pattern: RegExp, properties: Readonly<Record<string, unknown>>): string | null {
  for (const [key, value] of Object.entries(properties)) {
    if (!pattern.test(key) || !(typeof value === 'string' || typeof value === 'number')) continue;
    const label = lineOf(String(value));
    if (label !== '' && label.length <= longestLabel) return label;
  }
  return null;
}
