import type { LedgerLine } from '../money/ledger-line.ts';

/** One line per call that may have been billed. */
export interface Ledger {
  /** Writes the line under its request and call number: again is the same as once. */
  write(line: LedgerLine): Promise<void>;
}
