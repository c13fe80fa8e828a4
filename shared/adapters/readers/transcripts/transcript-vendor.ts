/** A transcriber, or a program, whose JSON can be told by its shape. */
export interface TranscriptVendor {
  /** As results say it, for example `aws-transcribe`. */
  readonly format: string;
  /** @returns `null` where the JSON is not of this vendor's shape */
  readonly segmentsOf: (json: unknown) => readonly Segment[] | null;
}

/** What a vendor says was said, before anything is checked. */
export interface Segment {
  /** As the vendor names it; `null` where it does not. */
  readonly speaker: string | null;
  /** `null` where it is not known: it begins where the one before ended. */
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly words: string;
}

/** Of vendors that count their speakers. */
export function speakerNumber(speaker: string | number | null | undefined): string | null {
  if (typeof speaker === 'number') return `Speaker ${speaker}`;
  return speaker ?? null;
}

export function secondsOfMilliseconds(milliseconds: number | null | undefined): number | null {
  return typeof milliseconds === 'number' ? milliseconds / 1000 : null;
}
