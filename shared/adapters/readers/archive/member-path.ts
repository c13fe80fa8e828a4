/** What an archive's file is to us. */
export type MemberPath =
  | { readonly kind: 'document'; readonly path: string }
  /** Written by an operating system beside the documents. */
  | { readonly kind: 'system' }
  /** It leads out of the archive, or no path that can be shown. */
  | { readonly kind: 'unsafe' };

/** What S3 allows of a key, in bytes: a member's path is shown wherever a key is. */
const longestPathBytes = 1024;

const systemNames: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Control characters, and marks that turn the direction in which a path reads. */
const unshowable = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** Judges the name of a file as an archive spells it; `\` of old Windows archives is `/`. */
export function memberPath(name: string): MemberPath {
  const path = name.replaceAll('\\', '/');
  const parts = path.split('/');
  const isUnsafe =
    /^[A-Za-z]:/.test(path) ||
    parts.some((part) => part === '' || part === '.' || part === '..') ||
    unshowable.test(path) ||
    Buffer.byteLength(path) > longestPathBytes;
  if (isUnsafe) return { kind: 'unsafe' };

  const fileName = parts.at(-1) ?? '';
  if (parts[0] === '__MACOSX' || fileName.startsWith('._') || systemNames.has(fileName)) {
    return { kind: 'system' };
  }
  return { kind: 'document', path };
}
