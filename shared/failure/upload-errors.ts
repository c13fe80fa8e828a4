import { PipelineError } from './pipeline-error.ts';

/** The first folder of the key is not a lane. */
export class UnknownLane extends PipelineError {
  readonly code = 'UNKNOWN_LANE';
  readonly retryable = false;

  constructor(folder: string) {
    super(
      `the key's first folder is ${JSON.stringify(folder)}; use inbox/<analysis>/… or nightly/<analysis>/…`,
    );
  }
}

/** The second folder of the key is not the name of an analysis of this deployment. */
export class UnknownAnalysis extends PipelineError {
  readonly code = 'UNKNOWN_ANALYSIS';
  readonly retryable = false;

  constructor(name: string, known: readonly string[]) {
    super(`there is no analysis ${JSON.stringify(name)}; this deployment has ${known.join(', ')}`);
  }
}

/** The key has no analysis folder, or a malformed one. */
export class InvalidKey extends PipelineError {
  readonly code = 'INVALID_KEY';
  readonly retryable = false;

  constructor(problem: string) {
    super(`the key names no analysis: ${problem}; use inbox/<analysis>/<file>`);
  }
}
