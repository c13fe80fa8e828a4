/**
 * What a reader makes of a document: one text, and which ranges of it are whose.
 *
 * All ranges are half open, in UTF-16 code units of `text`, as JavaScript counts them.
 */
export interface DocumentText {
  readonly text: string;
  /** The format that was found, for example `webvtt`: content decides, not the extension. */
  readonly format: string;
  /** The media type of that format, for example `text/vtt`. */
  readonly mediaType: string;
  /** Who spoke when, in the order of the text; empty where the format has no turns. */
  readonly turns: readonly Turn[];
  /** `null` where the format has no pages: not known is not zero. */
  readonly pages: readonly Page[] | null;
  /** Which range came from which document, where several are asked about together; absent for one. */
  readonly members?: readonly DocumentMember[];
  /** What was left out or put right, for the result: it may name members and attachments, nothing else of them. */
  readonly warnings: readonly string[];
  /** Until the last turn ends; `null` where the format has no times. */
  readonly durationSeconds: number | null;
}

/** One speaker's uninterrupted words. */
export interface Turn {
  readonly start: number;
  readonly end: number;
  /** `null` where the source does not name the speaker. */
  readonly speaker: string | null;
  /** `null` where the source has no times. */
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  /** The captions that the turn was joined from, in order, so that a quote can be timed. */
  readonly cues: readonly Cue[];
}

/** One caption's words inside a turn. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** The range that came from one page, slide or sheet. */
export interface Page {
  readonly start: number;
  readonly end: number;
  /** Counted from 1. */
  readonly number: number;
  /** What the document itself calls it, for example a sheet's name; `null` where it does not. */
  readonly label: string | null;
}

/** The range of one of several documents that are asked about together. */
export interface DocumentMember {
  readonly start: number;
  readonly end: number;
  /** Of the object in the documents bucket. */
  readonly key: string;
  /** The version that was read: a version id, or the ETag where the store has none. */
  readonly version: string;
}
