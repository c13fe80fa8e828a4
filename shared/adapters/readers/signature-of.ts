/** What the signature of a document says. */
export interface Signature {
  readonly mediaType: string;
  /** Names the format, for example `gz (application/gzip)`. */
  readonly description: string;
}

/**
 * Finds the format of what is not text by its signature.
 *
 * The table of signatures is loaded here and not before: a text never pays for it.
 *
 * @returns `null` where no signature is known
 */
export async function signatureOf(bytes: Uint8Array): Promise<Signature | null> {
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    const type = await fileTypeFromBuffer(bytes);
    if (type === undefined) return null;
    const { mime, ext } = type;
    return { mediaType: mime, description: `${ext} (${mime})` };
  } catch {
    // A signature whose rest is broken.
    return null;
  }
}
