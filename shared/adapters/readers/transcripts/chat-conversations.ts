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
  search.visit(json, { level: 0, label: null });
  const { conversations, characters, charactersInChats } = search;
  if (conversations.length === 0) return null;
  if (charactersInChats < characters * fewestCharactersShare) return null;
  return { conversations, isMoreThanChat: charactersInChats < characters };
}

interface Place {
  readonly level: number;
  readonly label: string | null;
}

class ConversationSearch {
  readonly conversations: Conversation[] = [];
  /** Of all texts, whatever they are. */
  characters = 0;
  charactersInChats = 0;

  /** @returns the conversation that the value itself is */
  visit(value: unknown, { level, label }: Place): Conversation | null {
    if (typeof value === 'string') this.characters += value.length;
    if (level > deepestLevel) return null;
    if (isRecord(value)) this.#visitProperties(value, { level, label });
    if (!Array.isArray(value)) return null;

    const messages = conversationOf(value);
    if (messages === null) {
      for (const element of value) this.visit(element, { level: level + 1, label });
      return null;
    }
    const length = messages.reduce((sum, { words }) => sum + words.length, 0);
    this.characters += length;
    this.charactersInChats += length;
    const conversation = { label, messages };
    this.conversations.push(conversation);
    return conversation;
  }

  #visitProperties(value: Record<string, unknown>, { level, label }: Place): void {
    const properties = Object.entries(value);
    const own = labelOf(properties) ?? label;
    const found: Conversation[] = [];
    for (const [key, property] of properties) {
      const isNamedByKey = own === null && found.length > 0;
      const conversation = this.visit(property, {
        level: level + 1,
        label: isNamedByKey ? key : own,
      });
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

function labelOf(properties: readonly [string, unknown][]): string | null {
  const title = scalarAt(titleKey, properties);
  if (title !== null) return title;
  const id = scalarAt(idKey, properties);
  return id === null ? null : `Conversation ${id}`;
}

function scalarAt(pattern: RegExp, properties: readonly [string, unknown][]): string | null {
  for (const [key, value] of properties) {
    if (!pattern.test(key) || !(typeof value === 'string' || typeof value === 'number')) continue;
    const label = lineOf(String(value));
    if (label !== '' && label.length <= longestLabel) return label;
  }
  return null;
}
