import type { TokenUsage } from '../money/token-usage.ts';
import { PipelineError } from './pipeline-error.ts';

/** The model answered, and was paid, but its answer is of no use: carries what it cost. */
abstract class Unusable extends PipelineError {
  readonly retryable = false;
  readonly usage: TokenUsage;

  constructor(message: string, usage: TokenUsage, options?: ErrorOptions) {
    super(message, options);
    this.usage = usage;
  }
}

/** Nothing but white space. */
export class AnswerBlank extends Unusable {
  readonly code = 'ANSWER_BLANK';

  constructor(usage: TokenUsage) {
    super('the answer is blank', usage);
  }
}

/** The model thought, and its answer did not come: the room was used up, or it stopped without a word. */
export class AnswerEatenByThinking extends Unusable {
  readonly code = 'ANSWER_EATEN_BY_THINKING';

  constructor(finishReason: string, usage: TokenUsage) {
    super(
      `the model thought and gave no answer: finish reason ${JSON.stringify(finishReason.slice(0, 40))}`,
      usage,
    );
  }
}

/** Ended for another reason than that the model was done. */
export class AnswerTruncated extends Unusable {
  readonly code = 'ANSWER_TRUNCATED';
  /** Whether the room for the answer was used up, so that the same would be cut again. */
  readonly isAtLimit: boolean;

  constructor(finishReason: string, usage: TokenUsage) {
    super(
      `the answer was cut: finish reason ${JSON.stringify(finishReason.slice(0, 40))}, expected "stop"`,
      usage,
    );
    this.isAtLimit = finishReason === 'length';
  }
}

/** Withheld by the provider's content filter. */
export class AnswerRefused extends Unusable {
  readonly code = 'ANSWER_REFUSED';

  constructor(usage: TokenUsage) {
    super("the provider's content filter withheld the answer", usage);
  }
}

/** Holds no JSON object. */
export class AnswerNotJson extends Unusable {
  readonly code = 'ANSWER_NOT_JSON';

  constructor(usage: TokenUsage, options?: ErrorOptions) {
    super('the answer holds no JSON object that can be read', usage, options);
  }
}

/** JSON, but not what the analysis's schema asks for. */
export class AnswerOffSchema extends Unusable {
  readonly code = 'ANSWER_OFF_SCHEMA';

  /** @param problems each a JSON pointer and what was expected there, without the answer's words */
  constructor(problems: readonly string[], usage: TokenUsage) {
    super(`the answer does not fit the schema: ${problems.join('; ')}`, usage);
  }
}

export type AnswerUnusable =
  | AnswerBlank
  | AnswerEatenByThinking
  | AnswerTruncated
  | AnswerRefused
  | AnswerNotJson
  | AnswerOffSchema;
