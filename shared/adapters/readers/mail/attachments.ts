import type { Attachment } from 'postal-mime';
import type { DocumentText } from '../../../document/document-text.ts';
import { PipelineError } from '../../../failure/pipeline-error.ts';
import type { FormatInput } from '../format-reader.ts';
import { oneLine } from './mail-headers.ts';

/** An attachment that could be read. */
export interface ReadAttachment {
  readonly heading: string;
  readonly document: DocumentText;
}

const longestName = 200;

const signature = /^application\/(?:x-)?(?:pkcs7|pgp)-signature$/;
const wrapped = /^application\/(?:x-)?pkcs7-mime$/;
/** The part before the one that is encrypted: it holds a version number. */
const pgpVersion = 'application/pgp-encrypted';
const pgpMessage = '-----BEGIN PGP MESSAGE-----';

/**
 * Reads what is attached with the readers of documents, and says of the rest why it was not read.
 *
 * Pictures of the mail's own layout, such as logos, are left out without a word.
 */
export async function readAttachments(
  attachments: readonly Attachment[],
  { readInner, limits }: Pick<FormatInput, 'readInner' | 'limits'>,
): Promise<{ readonly read: readonly ReadAttachment[]; readonly warnings: readonly string[] }> {
  const meant = attachments.filter((attachment) => !isOfLayout(attachment));
  const warnings: string[] = [];
  const read: ReadAttachment[] = [];
  for (const attachment of meant.slice(0, limits.maximumMembers)) {
    const name = nameOf(attachment);
    if (signature.test(attachment.mimeType)) {
      warnings.push('the signature of the mail was not checked');
    } else if (isEncrypted(attachment)) {
      warnings.push(
        `a part of the mail is encrypted, or wrapped in its signature, and was not read: ${name}`,
      );
    } else {
      // One after the other: each may need a process of its own.
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await readOne(contentOf(attachment), readInner);
      if (outcome instanceof PipelineError) {
        warnings.push(`attachment not read (${outcome.code}): ${name}`);
      } else {
        read.push({ heading: `## Attachment: ${name} (${outcome.format})`, document: outcome });
        warnings.push(...outcome.warnings.map((warning) => `attachment ${name}: ${warning}`));
      }
    }
  }

  const leftOut = meant.length - limits.maximumMembers;
  if (leftOut > 0)
    warnings.push(`left out ${leftOut} attachments beyond the first ${limits.maximumMembers}`);
  return { read, warnings };
}

async function readOne(
  bytes: Uint8Array,
  readInner: FormatInput['readInner'],
): Promise<DocumentText | PipelineError> {
  try {
    return await readInner(bytes);
  } catch (error) {
    // What may succeed later fails the mail, so that it is tried again.
    if (error instanceof PipelineError && !error.retryable) return error;
    throw error;
  }
}

function isOfLayout({ mimeType, disposition, related, contentId }: Attachment): boolean {
  if (mimeType === pgpVersion) return true;
  if (!mimeType.startsWith('image/')) return false;
  return (
    related === true ||
    disposition === 'inline' ||
    (contentId !== undefined && disposition === null)
  );
}

function isEncrypted(attachment: Attachment): boolean {
  const start = contentOf(attachment).subarray(0, pgpMessage.length);
  return wrapped.test(attachment.mimeType) || new TextDecoder().decode(start) === pgpMessage;
}

function contentOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
}

function nameOf({ filename, mimeType }: Attachment): string {
  const name = oneLine(filename ?? '')
    .slice(0, longestName)
    .toWellFormed();
  return name === '' ? `unnamed ${mimeType}` : name;
}
