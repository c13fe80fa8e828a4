import type { Call } from '../extraction/claim.ts';
import type { Exchange } from '../extraction/exchange.ts';
import { type TokenUsage, unknownUsage } from './token-usage.ts';

/** What one call that may have been billed cost; replays of its answer write none. */
export interface LedgerLine {
  readonly schemaVersion: 1;
  readonly requestHash: string;
  readonly call: number;
  readonly jobId: string;
  readonly analysis: string;
  readonly provider: string;
  readonly model: string;
  readonly startedAt: string;
  readonly completedAt: string | null;
  /** `used`: became output; `wasted`: of no use; `unknown`: nothing came back that we could keep. */
  readonly outcome: 'used' | 'wasted' | 'unknown';
  readonly finishReason: string | null;
  readonly usage: TokenUsage;
  readonly cost: Exchange['cost'];
}

/** The line of a call whose answer is kept. */
export function lineOfExchange(exchange: Exchange, outcome: 'used' | 'wasted'): LedgerLine {
  return {
    schemaVersion: 1,
    requestHash: exchange.requestHash,
    ...exchange.paidBy,
    completedAt: exchange.completedAt,
    outcome,
    finishReason: exchange.finishReason,
    usage: exchange.usage,
    cost: exchange.cost,
  };
}

/** The line of a call that may have been billed although nothing is kept of it. */
export function lineOfLostCall(requestHash: string, call: Call): LedgerLine {
  return {
    schemaVersion: 1,
    requestHash,
    ...call,
    completedAt: null,
    outcome: 'unknown',
    finishReason: null,
    usage: unknownUsage,
    cost: null,
  };
}
