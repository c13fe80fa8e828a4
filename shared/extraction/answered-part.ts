import type { PipelineError } from '../failure/pipeline-error.ts';
import type { JsonObject } from './asking.ts';
import type { Exchange } from './exchange.ts';

/** A range of a document's text, half open, and what came of asking about it. */
export interface AnsweredPart {
  readonly start: number;
  readonly end: number;
  /** `null` where the part failed for good. */
  readonly output: JsonObject | null;
  /** The exchange that answered, or was the last to be of no use; `null` where none came back. */
  readonly exchange: Pick<Exchange, 'requestHash' | 'finishReason'> | null;
  readonly failure: PipelineError | null;
}
