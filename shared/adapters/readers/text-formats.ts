import { isSubRip, isWebVtt } from './caption-signs.ts';
import { resemblesJson, resemblesYaml } from './data-signs.ts';
import { isCommaSeparated, isTabSeparated } from './data/table-signs.ts';
import type { Format } from './format.ts';
import { isContainer, isJsonLines } from './json-signs.ts';
import { loadOnce } from './load-once.ts';
import { isMail } from './mail-signs.ts';
import { isMarkdown } from './markdown-signs.ts';
import { isHtml, isRichText, isXml } from './markup-signs.ts';
import type { SniffedText } from './sniffed-text.ts';

/** A format whose bytes are text, and how to know it. */
export interface TextFormat extends Format {
  /**
   * Whether a text may be of this format, by its look: cheap, and safe with any text.
   *
   * @param text decoded, line ends `\n`, without white space in front
   */
  readonly resembles: (text: string) => boolean;
  /** Where the look is not enough: whether it is. It may take a parser. */
  readonly confirms?: (sniffed: SniffedText) => Promise<boolean>;
  /** Whether reading it takes no parser, and so no process of its own. */
  readonly isPlain?: boolean;
  /** Whether it says itself how its bytes are encoded: what was guessed of them does not matter. */
  readonly declaresEncoding?: boolean;
}

const transcriptJson = loadOnce(() => import('./transcripts/transcript-json-reader.ts'));
const chatJson = loadOnce(() => import('./transcripts/chat-json-reader.ts'));

/**
 * Every format of text that we can tell apart, the surest signs first: what nothing else claims is
 * plain text.
 */
export const textFormats: readonly TextFormat[] = [
  {
    format: 'webvtt',
    title: 'WebVTT',
    mediaType: 'text/vtt',
    resembles: isWebVtt,
    isPlain: true,
    load: loadOnce(async () => (await import('./web-vtt-reader.ts')).readWebVtt),
  },
  {
    format: 'rtf',
    title: 'RTF',
    mediaType: 'application/rtf',
    resembles: isRichText,
    declaresEncoding: true,
    load: loadOnce(async () => (await import('./office/rtf-reader.ts')).readRtf),
  },
  {
    format: 'html',
    title: 'HTML',
    mediaType: 'text/html',
    resembles: isHtml,
    load: loadOnce(async () => (await import('./html/html-reader.ts')).readHtml),
  },
  {
    format: 'xml',
    title: 'XML',
    mediaType: 'application/xml',
    resembles: isXml,
    load: loadOnce(async () => (await import('./data/xml-reader.ts')).readXml),
  },
  {
    format: 'transcript-json',
    title: 'transcript in JSON',
    mediaType: 'application/json',
    resembles: resemblesJson,
    confirms: async ({ text, json }) => (await transcriptJson()).isTranscriptJson(text, json),
    load: async () => (await transcriptJson()).readTranscriptJson,
  },
  {
    format: 'chat-json',
    title: 'chat log in JSON',
    mediaType: 'application/json',
    resembles: resemblesJson,
    confirms: async ({ text, json }) => (await chatJson()).isChatJson(text, json),
    load: async () => (await chatJson()).readChatJson,
  },
  {
    format: 'json',
    title: 'JSON',
    mediaType: 'application/json',
    resembles: resemblesJson,
    confirms: async ({ json }) => isContainer(json()),
    load: loadOnce(async () => (await import('./data/json-reader.ts')).readJson),
  },
  {
    format: 'json-lines',
    title: 'JSON Lines',
    mediaType: 'application/jsonl',
    resembles: resemblesJson,
    confirms: async ({ text }) => isJsonLines(text),
    load: loadOnce(async () => (await import('./data/json-reader.ts')).readJsonLines),
  },
  {
    format: 'subrip',
    title: 'SubRip',
    mediaType: 'application/x-subrip',
    resembles: isSubRip,
    isPlain: true,
    load: loadOnce(async () => (await import('./transcripts/sub-rip-reader.ts')).readSubRip),
  },
  {
    format: 'mailbox',
    title: 'mailbox',
    mediaType: 'application/mbox',
    resembles: (text) => text.startsWith('From '),
    confirms: async ({ text }) => (await import('./mail/mailbox-reader.ts')).isMailbox(text),
    declaresEncoding: true,
    load: loadOnce(async () => (await import('./mail/mailbox-reader.ts')).readMailbox),
  },
  {
    format: 'mail',
    title: 'e-mail',
    mediaType: 'message/rfc822',
    resembles: isMail,
    declaresEncoding: true,
    load: loadOnce(async () => (await import('./mail/mail-reader.ts')).readMail),
  },
  {
    format: 'csv',
    title: 'CSV',
    mediaType: 'text/csv',
    resembles: isCommaSeparated,
    load: loadOnce(async () => (await import('./data/table-reader.ts')).readCommaSeparated),
  },
  {
    format: 'tsv',
    title: 'TSV',
    mediaType: 'text/tab-separated-values',
    resembles: isTabSeparated,
    load: loadOnce(async () => (await import('./data/table-reader.ts')).readTabSeparated),
  },
  {
    format: 'yaml',
    title: 'YAML',
    mediaType: 'application/yaml',
    resembles: resemblesYaml,
    confirms: async ({ text }) => (await import('./data/yaml-signs.ts')).isYaml(text),
    load: loadOnce(async () => (await import('./data/yaml-reader.ts')).readYaml),
  },
  {
    format: 'markdown',
    title: 'Markdown',
    mediaType: 'text/markdown',
    resembles: isMarkdown,
    isPlain: true,
    load: loadOnce(async () => (await import('./markdown-reader.ts')).readMarkdown),
  },
  {
    format: 'plain-text',
    title: 'plain text',
    mediaType: 'text/plain',
    resembles: () => true,
    isPlain: true,
    load: loadOnce(async () => (await import('./plain-text-reader.ts')).readPlainText),
  },
];
