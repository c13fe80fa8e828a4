/** What people should read instead of a container's bare media type. */
const titles: Readonly<Record<string, string>> = {
  // Also the container of encrypted files of today's Office.
  'application/x-cfb': 'an Office document that is old or protected by a password',
};

/**
 * Names a format that is not text by its signature, for example `docx (application/vnd…)`.
 *
 * The table of signatures is loaded here and not before: a text never pays for it.
 */
export async function describeBinary(bytes: Uint8Array): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    const type = await fileTypeFromBuffer(bytes);
    return type === undefined ? 'binary data' : `${titles[type.mime] ?? type.ext} (${type.mime})`;
  } catch {
    // A signature whose rest is broken: it is refused either way.
    return 'binary data';
  }
}
