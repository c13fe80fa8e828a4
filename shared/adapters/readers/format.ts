import type { FormatReader } from './format-reader.ts';

/** A format that we can name. */
export interface Format {
  /** As results say it, for example `webvtt`. */
  readonly format: string;
  /** As people say it, in messages. */
  readonly title: string;
  readonly mediaType: string;
  /** Imports the reader when the first such document comes; `null` where there is none. */
  readonly load: (() => Promise<FormatReader>) | null;
}

/** A format that has a reader. */
export interface ReadableFormat extends Format {
  readonly load: () => Promise<FormatReader>;
}
