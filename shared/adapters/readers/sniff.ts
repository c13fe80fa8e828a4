import { EmptyDocument, UnsupportedFormat } from '../../failure/document-errors.ts';
import { binaryFormats } from './binary-formats.ts';
import { hasBinarySignature } from './binary-signature.ts';
import { decodeJson } from './decode-json.ts';
import { decodeText } from './decode-text.ts';
import type { DecodedText } from './decoded-text.ts';
import type { Format, ReadableFormat } from './format.ts';
import { hasWords } from './has-words.ts';
import { holdsPdf, startsAsPdf } from './pdf-signature.ts';
import { SniffedText } from './sniffed-text.ts';
import { startsAsMail } from './starts-as-mail.ts';
import { signatureOf } from './signature-of.ts';
import { supportedTitles } from './supported-titles.ts';
import { type TextFormat, textFormats } from './text-formats.ts';

/** What a document turned out to be. */
export type Sniffed =
  | {
      readonly kind: 'document';
      readonly format: ReadableFormat;
      /** Decoded; empty where the format is not text. */
      readonly text: string;
      /** The text as JSON, where it was parsed to tell the format. */
      readonly json?: () => unknown;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'zip' }
  /** A container of Office's: a document of before 2007, or an encrypted one of today. */
  | { readonly kind: 'compound-file' };

const pdf = formatOf('application/pdf');
const mail = textFormats.find(({ format }) => format === 'mail');

/**
 * Tells by its bytes what a document is.
 *
 * @throws {EmptyDocument | UnsupportedFormat | InvalidEncoding}
 */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  if (bytes.length === 0) throw new EmptyDocument();
  const parsed = decodeJson(bytes);
  if (parsed !== null) {
    const { text, json } = parsed;
    return sniffText({ text, warnings: [] }, new SniffedText(text, { value: json }));
  }
  if (startsAsPdf(bytes)) return { ...readable(pdf), text: '', warnings: [] };
  if (await startsAsMail(bytes)) return { ...readable(mail), text: '', warnings: [] };

  const decoded = hasBinarySignature(bytes) ? null : await decodeText(bytes);
  if (decoded === null) return sniffBinary(bytes);
  if (!hasWords(decoded.text)) throw new EmptyDocument();
  return sniffText(decoded, new SniffedText(decoded.text.trimStart()));
}

async function sniffText(
  { text, warnings }: Pick<DecodedText, 'text' | 'warnings'>,
  sniffed: SniffedText,
): Promise<Sniffed> {
  const format = await textFormatOf(sniffed);
  const isGuessed = format?.declaresEncoding !== true;
  const { json } = sniffed;
  return { ...readable(format), text, json, warnings: isGuessed ? warnings : [] };
}

async function sniffBinary(bytes: Uint8Array): Promise<Sniffed> {
  const signature = await signatureOf(bytes);
  const mediaType = signature?.mediaType;
  const description = signature?.description ?? 'binary data';
  if (mediaType === 'application/zip') return { kind: 'zip' };
  if (mediaType === 'application/x-cfb') return { kind: 'compound-file' };

  const format = mediaType === undefined && holdsPdf(bytes) ? pdf : formatOf(mediaType);
  if (format === undefined) throw new UnsupportedFormat(description, supportedTitles());
  return { ...readable(format), text: '', warnings: [] };
}

function formatOf(signature: string | undefined): Format | undefined {
  return binaryFormats.find(({ signatures }) => signatures.some((type) => type === signature));
}

async function textFormatOf(sniffed: SniffedText): Promise<TextFormat | undefined> {
  for (const format of textFormats) {
    if (!format.resembles(sniffed.text)) continue;
    const isConfirmed = (await format.confirms?.(sniffed)) ?? true;
    if (isConfirmed) return format;
  }
  return undefined;
}

function readable(format: Format | undefined): {
  readonly kind: 'document';
  readonly format: ReadableFormat;
} {
  const { load = null } = format ?? {};
  if (format === undefined || load === null) {
    const title = format === undefined ? 'unknown' : `${format.title} (${format.mediaType})`;
    throw new UnsupportedFormat(title, supportedTitles());
  }
  return { kind: 'document', format: { ...format, load } };
}
