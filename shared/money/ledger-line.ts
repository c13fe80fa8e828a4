import type { KeptText } from '../document/kept-text.ts';
import type { Call } from '../extraction/claim.ts';
import type { Exchange } from '../extraction/exchange.ts';
import { noUsage, type TokenUsage, unknownUsage } from './token-usage.ts';

/** What one call that may have been billed cost; replays of its answer write none. */
export interface LedgerLine {
  readonly schemaVersion: 1;
  /** What was paid for: tokens of a model, or pages of text recognition. */
  readonly kind: 'model' | 'recognition';
  readonly requestHash: string;
  readonly call: number;
  readonly jobId: string;
  readonly analysis: string;
  readonly provider: string;
  readonly model: string;
  readonly startedAt: string;
  readonly completedAt: string | null;
  /**
   * `used`: became output; `wasted`: of no use; `unknown`: under way, or nothing came back that we
   * could keep; `unbilled`: refused before anything was generated.
   */
  readonly outcome: 'used' | 'wasted' | 'unknown' | 'unbilled';
  readonly finishReason: string | null;
  readonly usage: TokenUsage;
  /** Pages that were recognized; `null` for a model's call, and where it is not known. */
  readonly pages: number | null;
  readonly cost: Exchange['cost'];
}

/** The line of a call whose answer is kept. */
export function lineOfExchange(exchange: Exchange, outcome: 'used' | 'wasted'): LedgerLine {
  return {
    schemaVersion: 1,
    kind: 'model',
    requestHash: exchange.requestHash,
    ...exchange.paidBy,
    completedAt: exchange.completedAt,
    outcome,
    finishReason: exchange.finishReason,
    usage: exchange.usage,
    pages: null,
    cost: exchange.cost,
  };
}

/** The line of a call that may have been billed although nothing is kept of it. */
export function lineOfLostCall(requestHash: string, call: Call): LedgerLine {
  return {
    schemaVersion: 1,
    kind: 'model',
    requestHash,
    ...call,
    completedAt: null,
    outcome: 'unknown',
    finishReason: null,
    usage: unknownUsage,
    pages: null,
    cost: null,
  };
}

/** A call that the provider refused is known to have cost nothing. */
export function unbilled(line: LedgerLine): LedgerLine {
  const cost = { amount: '0.000000', currency: 'USD', priceList: 'none' };
  return { ...line, outcome: 'unbilled', usage: noUsage, cost };
}

/** The line of a recognition whose text is kept. */
export function lineOfRecognition(text: KeptText): LedgerLine {
  return {
    schemaVersion: 1,
    kind: 'recognition',
    requestHash: text.recognitionHash,
    ...text.paidBy,
    completedAt: text.completedAt,
    outcome: 'used',
    finishReason: null,
    usage: noUsage,
    pages: text.pages.length,
    cost: text.cost,
  };
}

/** The line of a recognition that may have been billed although no text came of it. */
export function lineOfLostRecognition(recognitionHash: string, call: Call): LedgerLine {
  return { ...lineOfLostCall(recognitionHash, call), kind: 'recognition', usage: noUsage };
}
