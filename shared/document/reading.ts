import type { DocumentText } from './document-text.ts';

/** What a reader finds in a document. */
export type Reading =
  | { readonly kind: 'text'; readonly text: DocumentText }
  | { readonly kind: 'archive'; readonly archive: ArchiveListing }
  | { readonly kind: 'scan'; readonly scan: Scan };

/** An archive, whose members are documents of their own. */
export interface ArchiveListing {
  readonly format: string;
  readonly mediaType: string;
  readonly members: readonly ArchiveMember[];
  /** What the listing leaves out and why, in words for the result. */
  readonly warnings: readonly string[];
}

/** One file of an archive. */
export interface ArchiveMember {
  /** As the archive spells it, with `/` between folders; never absolute, never with `..`. */
  readonly path: string;
  /** Expanded; `null` where the archive does not say. */
  readonly sizeBytes: number | null;
}

/** Pictures of text: somebody has to recognize it. */
export interface Scan {
  readonly format: string;
  readonly mediaType: string;
  /** `null` where it is not known. */
  readonly pages: number | null;
}
