import { isSubRip, isWebVtt } from './caption-signs.ts';
import { isJson, isJsonLines } from './json-signs.ts';
import { isMail } from './mail-signs.ts';
import { isMarkdown } from './markdown-signs.ts';
import { isHtml, isPdf, isRichText, isXml } from './markup-signs.ts';
import type { TextReader } from './text-reader.ts';

/** A format whose bytes are text, and how to know and read it. */
export interface TextFormat {
  /** As results say it, for example `webvtt`. */
  readonly format: string;
  /** As people say it, in messages. */
  readonly title: string;
  readonly mediaType: string;
  /** @param text decoded, line ends `\n`, without white space in front */
  readonly recognises: (text: string) => boolean;
  /** Imports the reader when the first such document comes; `null` where there is none yet. */
  readonly load: (() => Promise<TextReader>) | null;
}

/**
 * Every format of text that we can tell apart, the surest signs first: what nothing else claims is
 * plain text.
 */
export const textFormats: readonly TextFormat[] = [
  {
    format: 'webvtt',
    title: 'WebVTT',
    mediaType: 'text/vtt',
    recognises: isWebVtt,
    load: async () => (await import('./web-vtt-reader.ts')).readWebVtt,
  },
  unread({ format: 'pdf', title: 'PDF', mediaType: 'application/pdf', recognises: isPdf }),
  unread({ format: 'rtf', title: 'RTF', mediaType: 'application/rtf', recognises: isRichText }),
  unread({ format: 'html', title: 'HTML', mediaType: 'text/html', recognises: isHtml }),
  unread({ format: 'xml', title: 'XML', mediaType: 'application/xml', recognises: isXml }),
  unread({ format: 'json', title: 'JSON', mediaType: 'application/json', recognises: isJson }),
  unread({
    format: 'json-lines',
    title: 'JSON Lines',
    mediaType: 'application/jsonl',
    recognises: isJsonLines,
  }),
  unread({
    format: 'subrip',
    title: 'SubRip captions',
    mediaType: 'application/x-subrip',
    recognises: isSubRip,
  }),
  unread({ format: 'mail', title: 'e-mail', mediaType: 'message/rfc822', recognises: isMail }),
  {
    format: 'markdown',
    title: 'Markdown',
    mediaType: 'text/markdown',
    recognises: isMarkdown,
    load: async () => (await import('./markdown-reader.ts')).readMarkdown,
  },
  {
    format: 'plain-text',
    title: 'plain text',
    mediaType: 'text/plain',
    recognises: () => true,
    load: async () => (await import('./plain-text-reader.ts')).readPlainText,
  },
];

function unread(format: Omit<TextFormat, 'load'>): TextFormat {
  return { ...format, load: null };
}
