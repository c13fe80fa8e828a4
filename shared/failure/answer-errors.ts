import type { TokenUsage } from '../money/token-usage.ts';
import { PipelineError } from './pipeline-error.ts';

/** The model answered, and was paid, but its answer is of no use: carries what it cost. */
abstract class Unusable extends PipelineError {
  readonly usage: TokenUsage;

  constructor(message: string, usage: TokenUsage, options?: ErrorOptions) {
    super(message, options);
    this.usage = usage;
  }
}

/** Nothing but white space. */
export class AnswerBlank extends Unusable {
  readonly code = 'ANSWER_BLANK';
  readonly retryable = false;

  constructor(usage: TokenUsage) {
    super('the answer is blank', usage);
  }
}

/** The model thought, and its answer did not come: the room was used up, or it stopped without a word. */
export class AnswerEatenByThinking extends Unusable {
  readonly code = 'ANSWER_EATEN_BY_THINKING';
  readonly retryable = false;

  constructor(finishReason: string, usage: TokenUsage) {
    super(
      `the model thought and gave no answer: finish reason ${JSON.stringify(finishReason.slice(0, 40))}`,
      usage,
    );
  }
}

/** Cut at the room that it had: the same would be cut again. */
export class AnswerTruncated extends Unusable {
  readonly code = 'ANSWER_TRUNCATED';
  readonly retryable = false;

  constructor(
    usage: TokenUsage,
    message = 'the answer was cut at its limit (finish reason "length")',
    options?: ErrorOptions,
  ) {
    super(message, usage, options);
  }

  /** The same of so many ranges that none of them could be asked about in smaller ones. */
  whateverTheSize(ranges: number): AnswerTruncated {
    return new AnswerTruncated(
      this.usage,
      `every answer to ${ranges} ranges was cut at its limit (finish reason "length"), whatever their size, ` +
        "and the rest is not asked about; check the server's own limit on an answer and the analysis's maxOutputTokens",
      { cause: this },
    );
  }
}

/** Broken off by the provider, for want of resources or for a reason of its own: that may pass. */
export class AnswerInterrupted extends Unusable {
  readonly code = 'ANSWER_INTERRUPTED';
  readonly retryable = true;

  constructor(finishReason: string, usage: TokenUsage) {
    super(
      `the provider broke the answer off: finish reason ${JSON.stringify(finishReason.slice(0, 40))}, expected "stop"`,
      usage,
    );
  }
}

/** Withheld by the provider's content filter. */
export class AnswerRefused extends Unusable {
  readonly code = 'ANSWER_REFUSED';
  readonly retryable = false;

  constructor(usage: TokenUsage) {
    super("the provider's content filter withheld the answer", usage);
  }
}

/** Holds no JSON object. */
export class AnswerNotJson extends Unusable {
  readonly code = 'ANSWER_NOT_JSON';
  readonly retryable = false;

  constructor(usage: TokenUsage, options?: ErrorOptions) {
    super('the answer holds no JSON object that can be read', usage, options);
  }
}

/** JSON, but not what the analysis's schema asks for. */
export class AnswerOffSchema extends Unusable {
  readonly code = 'ANSWER_OFF_SCHEMA';
  readonly retryable = false;

  /** @param problems each a JSON pointer and what was expected there, without the answer's words */
  constructor(problems: readonly string[], usage: TokenUsage) {
    super(`the answer does not fit the schema: ${problems.join('; ')}`, usage);
  }
}

export type AnswerUnusable =
  | AnswerBlank
  | AnswerEatenByThinking
  | AnswerTruncated
  | AnswerInterrupted
  | AnswerRefused
  | AnswerNotJson
  | AnswerOffSchema;
