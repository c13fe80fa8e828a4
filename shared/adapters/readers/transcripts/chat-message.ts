import { type MessageTime, messageTimeOf } from './message-time.ts';
import { isRecord } from './parse-json.ts';

/** One message of a chat. */
export interface ChatMessage {
  readonly sender: string;
  /** Empty where the message has no text, for example only a picture. */
  readonly words: string;
  /** `null` where none is given that can be read. */
  readonly time: MessageTime | null;
}

/** Who sent it, the most telling first: where there is a name, a role says less. */
const senderKeys = ['speaker', 'sender', 'author', 'username', 'from', 'user', 'name', 'role'];
const senderProfileKeys = ['real_name', 'display_name', 'name', 'username', 'role', 'id'];

const wordsKeys = ['text', 'content', 'message', 'body', 'utterance', 'value'];

const timeKeys = [
  'timestamp',
  'ts',
  'time',
  'datetime',
  'created_at',
  'createdAt',
  'sent_at',
  'sentAt',
  'create_time',
  'date',
];

/** A name is short; what is longer is a text of its own. */
const longestSender = 100;

/**
 * Reads a message as chats, help desks and model APIs write it: an object that says who and what,
 * or the two in an array.
 *
 * @returns `null` where it is no message
 */
export function chatMessageOf(value: unknown): ChatMessage | null {
  if (Array.isArray(value)) return fromPair(value);
  return isRecord(value) ? fromObject(value) : null;
}

function fromObject(message: Record<string, unknown>): ChatMessage | null {
  const sender = senderOf(message);
  const wordsKey = wordsKeys.find((key) => key in message);
  if (sender === null || wordsKey === undefined) return null;
  const words = wordsOf(message[wordsKey]);
  if (words === null) return null;

  return { sender, words, time: timeOf(message) };
}

function timeOf(message: Record<string, unknown>): MessageTime | null {
  for (const key of timeKeys) {
    const time = messageTimeOf(message[key]);
    if (time !== null) return time;
  }
  return null;
}

function fromPair(pair: readonly unknown[]): ChatMessage | null {
  const [sender, words]: readonly unknown[] = pair;
  if (pair.length !== 2 || typeof sender !== 'string' || typeof words !== 'string') return null;
  return isSender(sender) ? { sender: sender.trim(), words, time: null } : null;
}

function senderOf(message: Record<string, unknown>): string | null {
  const profileName = nameIn(message['user_profile']);
  if (profileName !== null) return profileName;
  for (const key of senderKeys) {
    const name = nameOf(message[key]);
    if (name !== null) return name;
  }
  return null;
}

function nameOf(value: unknown): string | null {
  const name = scalar(value) ?? nameIn(value);
  return name !== null && isSender(name) ? name : null;
}

function nameIn(value: unknown): string | null {
  if (!isRecord(value)) return null;
  for (const key of senderProfileKeys) {
    const name = scalar(value[key]);
    if (name !== null && isSender(name)) return name;
  }
  return null;
}

function scalar(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

function isSender(name: string): boolean {
  return name.trim() !== '' && name.length <= longestSender && !name.includes('\n');
}

/** Text, or the parts that model APIs and exports split it into. */
function wordsOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (Array.isArray(value)) {
    const parts: (string | null)[] = value.map((part) => partOf(part));
    const separator = value.some((part) => typeof part === 'string') ? '' : '\n';
    return parts.filter((part) => part !== null && part !== '').join(separator);
  }
  if (!isRecord(value) || !Array.isArray(value['parts'])) return null;
  return wordsOf(value['parts']);
}

function partOf(part: unknown): string | null {
  if (typeof part === 'string') return part;
  return isRecord(part) && typeof part['text'] === 'string' ? part['text'] : null;
}
