import { AnswerTruncated } from '../../failure/answer-errors.ts';
import { RequestTooLong } from '../../failure/job-errors.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';

/**
 * Ranges that no halving helps are borne so often for each part that was answered, and so often before
 * the first: a few may be hard to answer, but where all are, asking for less is of no use.
 */
const deadEndsAllowed = 8;

/**
 * Counts the ranges of a text that were asked about, were too much for one request and can be halved
 * no more. A server that cuts every answer would else be paid for each few hundred characters.
 */
export class DeadEnds {
  readonly #allowed: number;
  #count = 0;
  #answered = 0;
  #failure: PipelineError | null = null;

  /** @param retries how often an operator has had the job tried again: each allows as many more */
  constructor(retries: number) {
    this.#allowed = deadEndsAllowed * (1 + retries);
  }

  /** Why nothing more of the text is asked about; `null` while it is. */
  get failure(): PipelineError | null {
    return this.#count < this.#allowed * (1 + this.#answered) ? null : this.#failure;
  }

  /** A part was answered. */
  answered(): void {
    this.#answered += 1;
  }

  /** A range was too much, and has no halves. */
  add(failure: PipelineError): void {
    this.#count += 1;
    this.#failure = noSizeHelps(failure, this.#count);
  }

  /** @throws {PipelineError} where nothing more is to be asked */
  check(): void {
    const { failure } = this;
    if (failure !== null) throw failure;
  }
}

function noSizeHelps(failure: PipelineError, count: number): PipelineError {
  if (failure instanceof AnswerTruncated) return failure.whateverTheSize(count);
  return new RequestTooLong(
    `${count} ranges brought no answer however small they were, the last with ${failure.code}; the rest is not asked about`,
    { cause: failure },
  );
}
