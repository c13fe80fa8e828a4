/** How much a document may take, so that none takes a worker. */
export interface ReadLimits {
  /** Of one document, pages of whatever kind. */
  readonly maximumPages: number;
  /** Of the text that is read, in UTF-16 code units. */
  readonly maximumCharacters: number;
  /** What may come out of anything compressed, in bytes. */
  readonly maximumExpandedBytes: number;
  /** Files in one archive, attachments of one mail, mails of one mailbox. */
  readonly maximumMembers: number;
  /** How deep archives may lie in archives, and attachments in mails. */
  readonly maximumDepth: number;
  /** Of one reading, in milliseconds. */
  readonly timeoutMs: number;
  /** Resident memory of the process that reads, in bytes. */
  readonly maximumMemoryBytes: number;
}

/** Fit for a worker of 1,024 MB that reads one risky document at a time. */
export const defaultReadLimits: ReadLimits = {
  maximumPages: 3_000,
  maximumCharacters: 20_000_000,
  maximumExpandedBytes: 200_000_000,
  maximumMembers: 1_000,
  maximumDepth: 3,
  timeoutMs: 60_000,
  maximumMemoryBytes: 600_000_000,
};
